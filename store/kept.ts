/** What a process keeps by key, the newest few: it can be told again at any time. */
import type { System } from './system.ts';

export class Newest<V> {
  readonly #most: number;
  readonly #kept = new Map<string, V>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): V | undefined {
    return this.#kept.get(key);
  }

  /** Keeps it as the newest; what was set the longest ago goes when there are too many. */
  set(key: string, value: V): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!);
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }
}

/** The same of each system. */
export class Kept<V> {
  readonly #most: number;
  readonly #of = new WeakMap<System, Newest<V>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(system: System, key: string): V | undefined {
    return this.#of.get(system)?.get(key);
  }

  set(system: System, key: string, value: V): void {
    const kept = this.#of.get(system) ?? new Newest<V>(this.#most);
    this.#of.set(system, kept);
    kept.set(key, value);
  }

  delete(system: System, key: string): void {
    this.#of.get(system)?.delete(key);
  }
}

/** What a process keeps of a system by key, the newest few: it can be told again at any time. */
import type { System } from './system.ts';

export class Kept<V> {
  readonly #most: number;
  readonly #of = new WeakMap<System, Map<string, V>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(system: System, key: string): V | undefined {
    return this.#of.get(system)?.get(key);
  }

  /** Keeps it as the newest; what was set the longest ago goes when there are too many. */
  set(system: System, key: string, value: V): void {
    const kept = this.#of.get(system) ?? new Map<string, V>();
    this.#of.set(system, kept);
    kept.delete(key);
    kept.set(key, value);
    for (const old of [...kept.keys()].slice(0, -this.#most)) kept.delete(old);
  }

  delete(system: System, key: string): void {
    this.#of.get(system)?.delete(key);
  }
}

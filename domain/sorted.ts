/** Lists that are kept in an order: found by halves, changed at few places. */
import { byText } from './text.ts';

/** The order of what is kept of each project. */
export const byProject = (a: { project: string }, b: { project: string }): number =>
  byText(a.project, b.project);

/** The place of the first that does not come before `one`; with `after`, of the first that comes after it. */
export function placeOf<T>(list: readonly T[], one: T, order: (a: T, b: T) => number, after = false): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const first = order(list[middle]!, one);
    if (first < 0 || (after && first === 0)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A sorted list without whatever stands where one of `gone` would, and with `come`, each after its equals. */
export function exchanged<T>(
  list: readonly T[],
  gone: readonly T[],
  come: readonly T[],
  order: (a: T, b: T) => number,
): T[] {
  const changed = [...list];
  for (const one of gone) {
    const from = placeOf(changed, one, order);
    changed.splice(from, placeOf(changed, one, order, true) - from);
  }
  for (const one of come) changed.splice(placeOf(changed, one, order, true), 0, one);
  return changed;
}

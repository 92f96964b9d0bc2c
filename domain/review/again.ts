/**
 * The review counted again after something has happened: from the last one and the few projects that say something
 * else since. It says what `weeklyReview` says of the same (a property test compares them).
 */
import { today, type Context } from '../project/slice.ts';
import { byProject, exchanged, placeOf } from '../sorted.ts';
import { byText } from '../text.ts';
import {
  byDay,
  byDays,
  byPlace,
  caughtUp,
  countiesIn,
  eachGrouping,
  reddestFirst,
  targetLines,
  weeklyReview,
  worstFirst,
  type Group,
  type Grouping,
  type Review,
  type ReviewInput,
} from './weekly.ts';

/** A review with what it was counted from. */
export interface Counted {
  input: ReviewInput;
  review: Review;
}

/** Where more projects than this have changed, the whole is counted. */
const FEW = 0.05;

/**
 * The review of `input`: the last one, without what the projects that changed were in it, and with what they are. Both
 * inputs are in order of project, and what is the same object in both is taken to say the same. Of another day or period,
 * or compared with another review that was held, it is counted whole.
 */
export function reviewAgain(before: Counted | undefined, input: ReviewInput, context: Context): Review {
  const same =
    before?.review.asOf === today(context) &&
    before.input.since === input.since &&
    before.input.previous === input.previous;
  if (!same) return weeklyReview(input, context);
  const moved = movedSince(before.input, input);
  if (moved.length > input.entries.length * FEW) return weeklyReview(input, context);

  const { review } = before;
  const [gone, come] = [partOf(before.input, moved), partOf(input, moved)];
  const [was, is] = [weeklyReview(gone, context), weeklyReview(come, context)];
  return {
    ...is,
    counties: sameFigures(before.input, gone, input, come) ? review.counties : countiesIn(input),
    agenda: exchanged(review.agenda, was.agenda, is.agenda, byPlace),
    caughtUp: caughtUp(input.previous, input.entries),
    forecasts: exchanged(review.forecasts, was.forecasts, is.forecasts, byDays),
    changes: exchanged(review.changes, was.changes, is.changes, byDay),
    directivesClosed: exchanged(
      review.directivesClosed,
      was.directivesClosed,
      is.directivesClosed,
      byProject,
    ),
    claims: exchanged(review.claims, was.claims, is.claims, byProject),
    groups: eachGrouping((g) => regrouped(g, review.groups[g], was.groups[g], is.groups[g])),
    projects: exchanged(review.projects, was.projects, is.projects, worstFirst),
    targets: targetLines(input.targets, is.asOf),
  };
}

/** The projects of which anything is another object than before, or there no more, in their order. */
function movedSince(before: ReviewInput, now: ReviewInput): string[] {
  const moved = new Set<string>();
  const differ = (a: readonly Of[], b: readonly Of[]): void => {
    for (let [i, j] = [0, 0]; i < a.length || j < b.length;) {
      if (a[i] === b[j]) {
        [i, j] = [i + 1, j + 1];
        continue;
      }
      const [left, right] = [a[i]?.project, b[j]?.project];
      const project = left === undefined || (right !== undefined && right < left) ? right! : left;
      moved.add(project);
      while (a[i]?.project === project) i += 1;
      while (b[j]?.project === project) j += 1;
    }
  };
  differ(before.entries, now.entries);
  differ(before.changes, now.changes);
  differ(before.forecasts, now.forecasts);
  return [...moved].toSorted(byText);
}

/** What an input says of these projects. */
function partOf(input: ReviewInput, projects: readonly string[]): ReviewInput {
  const of = <T extends Of>(list: readonly T[]): T[] =>
    projects.flatMap((project) => {
      const one = { project } as T;
      return list.slice(placeOf(list, one, byProject), placeOf(list, one, byProject, true));
    });
  const { entries, changes, forecasts } = input;
  return { ...input, targets: [], entries: of(entries), changes: of(changes), forecasts: of(forecasts) };
}

/** Figures count projects and their formalities, county by county. */
function sameFigures(...[before, gone, now, come]: ReviewInput[]): boolean {
  const counted = (part: ReviewInput): string =>
    JSON.stringify(part.entries.map(({ project, county, approval }) => [project, county, approval]));
  const targets = (whole: ReviewInput): string => JSON.stringify(whole.targets.map((t) => t.county));
  return counted(gone!) === counted(come!) && targets(before!) === targets(now!);
}

/** Groups are sums: less what the projects were, and more what they are. */
function regrouped(
  grouping: Grouping,
  all: readonly Group[],
  was: readonly Group[],
  is: readonly Group[],
): Group[] {
  const sums = new Map(all.map((group) => [group[grouping], group]));
  const add = (group: Group, sign: 1 | -1): void => {
    const sum = sums.get(group[grouping]) ?? { projects: 0, red: 0, yellow: 0, lines: 0 };
    sums.set(group[grouping], {
      ...{ [grouping]: group[grouping], projects: sum.projects + sign * group.projects },
      ...{ red: sum.red + sign * group.red, yellow: sum.yellow + sign * group.yellow },
      lines: sum.lines + sign * group.lines,
    });
  };
  for (const group of was) add(group, -1);
  for (const group of is) add(group, 1);
  return [...sums.values()].filter((group) => group.projects > 0).toSorted(reddestFirst(grouping));
}

interface Of {
  project: string;
}

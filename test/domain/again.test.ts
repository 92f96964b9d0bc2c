import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent, ProjectPlan } from '../../domain/project/events.ts';
import { reviewAgain } from '../../domain/review/again.ts';
import { changesOf } from '../../domain/review/changes.ts';
import { entryOf } from '../../domain/review/entry.ts';
import { weeklyReview, type ReviewInput } from '../../domain/review/weekly.ts';
import { exchanged, placeOf } from '../../domain/sorted.ts';
import { eventsOf, on, PLANT } from '../given.ts';

const DAY = '2024-03-25';
const SINCE = '2024-03-18';

/** What the life of one project says in a review, under any id and in any county. */
type Life = (id: string, county: string) => { entry: ReviewInput['entries'][number] } & Said;
type Said = Pick<ReviewInput, 'changes' | 'forecasts'>;

function life(change: Partial<ProjectPlan>, ...done: [string, ProjectCommand][]): Life {
  return (id, county) => {
    const plan = { ...PLANT, ...change, id, county, name: `项目 ${id}` };
    let events: ProjectEvent[] = eventsOf([{ type: 'signProject', ...plan }], on('2024-01-08'));
    for (const [day, command] of done) events = [...events, ...eventsOf([command], on(day), events)];
    const project = foldProject(events)!;
    const recent = events.filter((e) => e.occurredOn > SINCE && e.occurredOn <= DAY);
    const { changes, moves } = changesOf(project, recent);
    return { entry: entryOf(project, on(DAY)), changes, forecasts: moves };
  };
}
const DIRECTIVE: ProjectCommand = {
  ...{ type: 'issueDirective', directive: 'd', title: '督办', owner: '县住建局' },
  dueOn: '2024-04-30',
};
const MISSED = { milestones: [{ id: 'x', name: '点火', committedOn: '2024-03-01' }] };
const LIVES: Life[] = [
  life({}),
  life({ zone: '经开区', industry: '光伏' }, ['2024-03-20', { type: 'startApprovalItem', item: 'eia' }]),
  life({ milestones: [{ ...MISSED.milestones[0]!, department: '县工信局' }] }),
  life(MISSED, ['2024-03-21', { type: 'completeMilestone', milestone: 'x' }]),
  life({ milestones: [] }, ['2024-03-19', DIRECTIVE]),
  life(
    {},
    ['2024-03-05', DIRECTIVE],
    ['2024-03-20', { type: 'closeDirective', directive: 'd', evidence: '办结单' }],
  ),
  life({ milestones: [] }, [
    '2024-01-09',
    { type: 'suspendProject', by: '县政府', basis: '停缓建通知', reason: '停缓建' },
  ]),
];

/** Some forty projects, by number: which life each has, and where. */
const portfolio = fc.dictionary(
  fc.integer({ min: 0, max: 59 }).map((n) => `p${n}`),
  fc.record({ life: fc.nat(LIVES.length - 1), county: fc.constantFrom('甲县', '乙县') }),
  { minKeys: 40, maxKeys: 50 },
);
type Portfolio = Record<string, { life: number; county: string }>;

/** The lives of a portfolio, told once each. */
const told = new Map<string, ReturnType<Life>>();
function inputOf(projects: Portfolio, input: Partial<ReviewInput> = {}): ReviewInput {
  const all = Object.keys(projects)
    .toSorted()
    .map((id) => {
      const { life: n, county } = projects[id]!;
      const key = `${id} ${n} ${county}`;
      const one = told.get(key) ?? LIVES[n]!(id, county);
      told.set(key, one);
      return one;
    });
  return {
    ...{ entries: all.map((one) => one.entry), changes: all.flatMap((one) => one.changes) },
    ...{ forecasts: all.flatMap((one) => one.forecasts), targets: [], since: SINCE },
    ...input,
  };
}

test('counted again from the last one, a review says what it says counted whole', () => {
  let again = 0;
  fc.assert(
    fc.property(portfolio, portfolio, portfolio, fc.nat(2), (held, first, other, many) => {
      const previous = weeklyReview(inputOf(held), on(SINCE));
      const before = inputOf(first, { previous });
      // A project or two that live otherwise now, are new, or are there no more.
      const moved = Object.keys({ ...other, ...first }).slice(0, many);
      const now: Portfolio = { ...first };
      for (const id of moved) {
        if (other[id]) now[id] = other[id];
        else delete now[id];
      }
      const input = inputOf(now, { previous });
      const counted = { input: before, review: weeklyReview(before, on(DAY)) };
      const review = reviewAgain(counted, input, on(DAY));
      expect(review).toEqual(weeklyReview(input, on(DAY)));
      if (many > 0 && review.counties === counted.review.counties) again += 1;
    }),
    { numRuns: 100 },
  );
  expect(again).toBeGreaterThan(0);
});

test('what has not changed is not counted again, and another day is counted whole', () => {
  const projects = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [`p${n}`, { life: n % LIVES.length, county: '甲县' }]),
  );
  const input = inputOf(projects);
  const counted = { input, review: weeklyReview(input, on(DAY)) };
  const one = inputOf({ ...projects, p7: { life: 4, county: '甲县' } });
  const review = reviewAgain(counted, one, on(DAY));
  expect(review.counties).toBe(counted.review.counties);
  expect(review.agenda).not.toEqual(counted.review.agenda);
  expect(review).toEqual(weeklyReview(one, on(DAY)));

  const next = reviewAgain(counted, input, on('2024-03-26'));
  expect(next.asOf).toBe('2024-03-26');
  expect(next.counties).not.toBe(counted.review.counties);
  const since = reviewAgain(counted, { ...input, since: '2024-03-20' }, on(DAY));
  expect(since.since).toBe('2024-03-20');
});

test('a list in its order has what was exchanged in its place, and is itself as it was', () => {
  const order = (a: string, b: string): number => a.charCodeAt(0) - b.charCodeAt(0);
  const list = ['a1', 'b1', 'b2', 'd1'];
  expect(placeOf(list, 'b9', order)).toBe(1);
  expect(placeOf(list, 'b9', order, true)).toBe(3);
  expect(placeOf([], 'a', order)).toBe(0);
  expect(exchanged(list, ['b9'], ['c1', 'a2'], order)).toEqual(['a1', 'a2', 'c1', 'd1']);
  expect(exchanged(list, ['x'], [], order)).toEqual(list);
  expect(list).toEqual(['a1', 'b1', 'b2', 'd1']);
});

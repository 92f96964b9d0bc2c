import { expect, test } from 'vitest';
import { decideReview, evolveReview, type FrozenReview } from '../../domain/review/frozen.ts';
import { weeklyReview } from '../../domain/review/weekly.ts';
import { on } from '../given.ts';

const monday = on('2024-03-25');
const review = weeklyReview(
  { entries: [], targets: [], changes: [], forecasts: [], since: '2024-03-18' },
  monday,
);

function frozen(): FrozenReview {
  const decision = decideReview({ type: 'freezeReview', review, remarks: ['一周内拿出方案'] }, null, monday);
  if (!decision.ok) throw new Error(decision.rejection.code);
  return decision.events.reduce<FrozenReview | null>(evolveReview, null)!;
}

test('a review that is held keeps what it said, and what was settled', () => {
  expect(frozen()).toEqual({ ...review, remarks: ['一周内拿出方案'], corrections: [] });
});

test('it is held once', () => {
  expect(decideReview({ type: 'freezeReview', review }, frozen(), monday)).toMatchObject({
    ok: false,
    rejection: { code: 'alreadyFrozen' },
  });
});

test('a correction stands beside it and changes nothing of it', () => {
  const decision = decideReview(
    { type: 'correctReview', text: '第二条应为一周内', by: '周调度员' },
    frozen(),
    on('2024-03-27'),
  );
  if (!decision.ok) throw new Error(decision.rejection.code);
  const corrected = decision.events.reduce<FrozenReview | null>(evolveReview, frozen())!;
  expect(corrected).toEqual({
    ...frozen(),
    corrections: [{ on: '2024-03-27', text: '第二条应为一周内', by: '周调度员' }],
  });
  expect(decideReview({ type: 'correctReview', text: '二', by: '周调度员' }, null, monday)).toMatchObject({
    ok: false,
    rejection: { code: 'notFrozen' },
  });
  expect(() => evolveReview(null, decision.events[0]!)).toThrow('reviewCorrected before reviewFrozen');
});

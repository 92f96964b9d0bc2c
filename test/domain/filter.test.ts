import { expect, test } from 'vitest';
import { foldProject } from '../../domain/project/decide.ts';
import { entryOf } from '../../domain/review/entry.ts';
import { filtered, type Filter } from '../../domain/review/filter.ts';
import { weeklyReview } from '../../domain/review/weekly.ts';
import type { ProjectPlan } from '../../domain/project/events.ts';
import { eventsOf, on, PLANT } from '../given.ts';

const DAY = on('2024-04-02');
const plan = (id: string, leader: string, zone: string): ProjectPlan => ({
  ...PLANT,
  ...{ id, name: id, zone },
  people: PLANT.people.map((p) => (p.role === 'leaderInCharge' ? { ...p, person: leader } : p)),
});
const entries = [plan('p1', '甲', '东区'), plan('p2', '乙', '东区'), plan('p3', '乙', '西区')].map((p) =>
  entryOf(foldProject(eventsOf([{ type: 'signProject', ...p }], on('2024-01-08')))!, DAY),
);
const input = { changes: [], forecasts: [], slips: [], targets: [], previous: undefined };
const review = weeklyReview({ ...input, entries, since: '2024-03-26' }, DAY);
const projects = (filter: Filter): string[] => [
  ...new Set(filtered(review, filter).agenda.map((l) => l.project)),
];

test('no filter is the review itself', () => {
  expect(filtered(review, {})).toBe(review);
  expect(projects({}).toSorted()).toEqual(['p1', 'p2', 'p3']);
});

test('a leader and a zone are of projects, and both must hold', () => {
  expect(projects({ leader: '甲' })).toEqual(['p1']);
  expect(projects({ zone: '东区' }).toSorted()).toEqual(['p1', 'p2']);
  expect(projects({ leader: '乙', zone: '西区' })).toEqual(['p3']);
  expect(projects({ leader: '甲', zone: '西区' })).toEqual([]);
});

test('a department and a light are of lines', () => {
  const lines = filtered(review, { department: '县工信局' }).agenda;
  expect(lines.length).toBe(3);
  expect(lines.every((l) => l.department === '县工信局')).toBe(true);
  const red = filtered(review, { light: 'red' }).agenda;
  expect(red.length).toBeGreaterThan(0);
  expect(red.every((l) => l.light === 'red')).toBe(true);
  expect(filtered(review, { department: '没有的局' }).projects).toEqual([]);
});

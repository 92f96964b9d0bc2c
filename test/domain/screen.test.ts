import { expect, test } from 'vitest';
import type { Entry } from '../../domain/review/entry.ts';
import { funnelOf, RANKING, rankingOf, threeLists } from '../../domain/review/screen.ts';

const entry = (project: string, more: Partial<Entry> = {}): Entry =>
  ({
    ...{ project, name: project, county: '甲县', status: 'active', finished: false, signedOn: '2024-01-01' },
    ...{
      stage: { id: 's', name: { zh: '建设', en: 'construction' } },
      counts: {},
      light: 'green',
      items: [],
    },
    ...more,
  }) as Entry;
const STARTED = { counts: { performed: '2024-01-01', started: '2024-01-02' } };
const WAITING = { items: [{ status: 'waiting' }] as Entry['items'] };

const ALL = [
  entry('signed'),
  entry('red', { light: 'red' }),
  entry('built', STARTED),
  entry('waits', { ...STARTED, ...WAITING }),
  entry('suspended', { ...STARTED, status: 'suspended' }),
  entry('waits-before', WAITING),
  entry('done', { counts: { commissioned: '2024-02-01' }, finished: true }),
  entry('given-up', { status: 'terminated', finished: true }),
];

test('each open project stands in exactly one of the three lists, the red first', () => {
  const names = Object.values(threeLists(ALL)).map((list) => list.map((p) => p.project));
  expect(names).toEqual([['red', 'signed', 'waits-before'], ['suspended', 'waits'], ['built']]);
});

test('who came further has passed every step before; what was given up is in none', () => {
  expect(funnelOf(ALL).map((s) => s.projects)).toEqual([7, 4, 4, 1, 1]);
});

test('places are ranked by the points of the policy; equal ones share a rank', () => {
  const places = [
    entry('a', { ...STARTED, county: '甲县' }),
    entry('b', { county: '甲县', light: 'red' }),
    entry('c', { county: '乙县' }),
    entry('d', { county: '丙县' }),
  ];
  expect(rankingOf(places, RANKING)).toEqual([
    { rank: 1, place: '丙县', projects: 1, score: 50 },
    { rank: 1, place: '乙县', projects: 1, score: 50 },
    { rank: 3, place: '甲县', projects: 2, score: 40 },
  ]);
  const other = { ...RANKING, points: { green: 0, started: 100, commissioned: 0 } };
  expect(rankingOf(places, other)[0]).toMatchObject({ place: '甲县', score: 50 });
  expect(rankingOf(places, { ...RANKING, by: 'zone' })).toEqual([]);
});

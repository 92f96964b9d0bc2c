import { afterAll, beforeAll, expect, test } from 'vitest';
import { readExamples } from '../../cli/examples.ts';
import { signCommand } from '../../contracts/project.ts';
import { countyFigures } from '../../domain/review/figures.ts';
import type { Review } from '../../domain/review/weekly.ts';
import type { Project } from '../../domain/project/state.ts';
import { standings } from '../../domain/project/facts.ts';
import { passTime } from '../../domain/project/time.ts';
import { readStream, statePages, whole } from '../../store/read.ts';
import { fileDue } from '../../store/reports.ts';
import { frozenReview, reviewAsOf, reviewNow } from '../../store/reviews.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { on } from '../given.ts';

let system: System;
const LOADED = on('2024-02-28').now;

beforeAll(async () => {
  system = await freshSystem(REAL);
  for (const { county, projects } of await readExamples('examples')) {
    for (const file of projects) {
      const project = { ...file, county };
      const outcome = await system.handle({
        stream: `project/${project.id}`,
        commandId: 'load',
        actor: 'test',
        at: LOADED,
        commands: [signCommand(project), ...project.history],
      });
      expect(outcome, `${project.id}: ${outcome.ok ? '' : JSON.stringify(outcome.rejection)}`).toMatchObject({
        ok: true,
      });
    }
  }
});
afterAll(() => system.close());

const figures = async (county: string, review = reviewNow(system, LOADED)) =>
  Object.fromEntries((await review).counties.find((c) => c.county === county)!.figures.map((f) => [f.id, f]));

test('Lingchuan counts 45 / 35 / 75.6 % and 43 / 75 / 55, each with what it was counted from', async () => {
  const f = await figures('陵川县');
  expect([f.projects!.value, f.formalitiesFinished!.value, f.startReady!.percent]).toEqual([45, 35, 75.6]);
  expect([f.checklistProjects!.value, f.approvalItems!.value, f.approvalItemsFinished!.value]).toEqual([
    43, 75, 55,
  ]);
  for (const figure of Object.values(f)) expect((figure.items ?? figure.projects).length).toBe(figure.value);
});

test('when the examples are loaded nothing is late and no rung of a missed date is due', async () => {
  const context = on('2024-02-28');
  const projects = await whole(statePages<Project>(system.db, 'project'));
  expect(projects).toHaveLength(53);
  for (const project of projects) {
    expect(
      standings(project, context).filter((s) => s.status === 'late'),
      project.id,
    ).toEqual([]);
    const fired = passTime(project, context).map((e) => (e.type === 'rungReached' ? e.data.rung : e.type));
    expect(
      fired.filter((rung) => rung !== 'remind' && rung !== 'due'),
      project.id,
    ).toEqual([]);
  }
});

test('the overhead line waits for the April window', async () => {
  const review = await reviewNow(system, LOADED);
  const lines = review.agenda.filter((l) => l.project === 'shouyang-overhead');
  expect(lines).toMatchObject([
    { obligation: 'milestone:connection', status: 'waiting', light: 'yellow', section: 'waiting' },
  ]);
  expect(lines[0]!.why.zh).toContain('阳煤化工停产检修（2024-04-01 至 2024-04-30）');
});

test('Jinko has its lines, its leader and seven visits', async () => {
  const jinko = (await whole(statePages<Project>(system.db, 'project'))).find((p) => p.id === 'jinko-56gw')!;
  expect(jinko.lines.map((l) => l.kind)).toEqual([
    'main',
    'main',
    'main',
    'main',
    'supporting',
    'supporting',
    'supporting',
  ]);
  expect(jinko.visits).toBe(7);
  expect(jinko.obligations['onSiteOffice:visit']!.dueOn).toBe('2024-03-28');
});

test('figures follow the events, and a frozen review does not', async () => {
  const monday = on('2024-03-04').now;
  expect(await fileDue(system, { kind: 'weekly' }, { at: monday, actor: 'test' })).toBe('review/2024-03-04');
  await system.handle({
    stream: 'project/lingchuan-34',
    commandId: 'finish',
    actor: 'test',
    at: on('2024-03-04', '10:00').now,
    commands: [
      { type: 'finishApprovalItem', item: 'safety' },
      { type: 'finishApprovalItem', item: 'water' },
    ],
  });
  const now = await figures('陵川县', reviewNow(system, on('2024-03-04', '10:00').now));
  expect([now.approvalItemsFinished!.value, now.formalitiesFinished!.value, now.startReady!.value]).toEqual([
    57, 36, 35,
  ]);
  expect(now.formalitiesFinished!.projects).toContain('lingchuan-34');
  expect(
    (await figures('陵川县', frozenReview(system, '2024-03-04') as Promise<Review>)).approvalItemsFinished!
      .value,
  ).toBe(55);
  await fileDue(system, { kind: 'weekly' }, { at: on('2024-03-05').now, actor: 'test' });
  expect(await readStream(system.db, 'review/2024-03-04')).toHaveLength(1);
});

test('as true on a day counts what had happened; as known, what had been recorded', async () => {
  const counted = async (basis: 'true' | 'known', day: string) =>
    (await reviewAsOf(system, day, basis)).counties
      .find((c) => c.county === '陵川县')
      ?.figures.find((f) => f.id === 'approvalItemsFinished')?.value;
  expect(await counted('known', '2024-02-27')).toBeUndefined();
  expect(await counted('known', '2024-02-28')).toBe(55);
  expect(await counted('true', '2023-11-30')).toBe(0);
  expect(await counted('true', '2024-02-28')).toBe(55);
});

test('no project, no rate', () => {
  expect(countyFigures([])).toEqual([
    { id: 'projects', label: { zh: '项目', en: 'projects' }, value: 0, projects: [] },
  ]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { signCommand } from '../../contracts/project.ts';
import { readExamples } from '../../cli/examples.ts';
import { OFFICE, runFor } from '../../domain/office.ts';
import type { Daily } from '../../domain/reports/daily.ts';
import { createApp } from '../../api/app.ts';
import { ACCESS } from '../../api/access.ts';
import { directivesOf } from '../../store/directives.ts';
import { readStream } from '../../store/read.ts';
import { fileDue, filedReport, fileRun, nextRunAt, owedRuns, runStream } from '../../store/reports.ts';
import { frozenReview, reviewNow } from '../../store/reviews.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { on } from '../given.ts';

let system: System;
const by = (day: string, time?: string) => ({ at: on(day, time).now, actor: 'test' });
const owed = async (day: string, time: string): Promise<string[]> =>
  (await owedRuns(system, on(day, time).now)).map(runStream);
const send = (stream: string, commandId: string, day: string, command: object) =>
  system.handle({ stream, commandId, ...by(day), commands: [command as never] });

beforeAll(async () => {
  system = await freshSystem(REAL);
  for (const { county, projects } of await readExamples('examples')) {
    for (const file of projects.filter((p, i) => i < 3 || p.id === 'lingchuan-34')) {
      const project = { ...file, county };
      const commands = [signCommand(project), ...project.history];
      const stream = `project/${project.id}`;
      await system.handle({ stream, commandId: 'load', ...by('2024-02-28'), commands });
    }
  }
});
afterAll(() => system.close());

test('what was held is in the log: each run is owed until it is filed, and filed once', async () => {
  expect(await owed('2024-03-04', '18:00')).toEqual([
    'review/2024-03-04',
    'report/daily:2024-03-04',
    'report/monthly:2024-02',
  ]);
  for (const kind of ['weekly', 'daily', 'monthly'] as const) {
    const first = await fileDue(system, { kind }, by('2024-03-04', '18:00'));
    expect(await fileDue(system, { kind }, by('2024-03-04', '18:05'))).toBe(first);
    expect(await readStream(system.db, first!)).toHaveLength(1);
  }
  expect(await owed('2024-03-04', '18:00')).toEqual([]);
  expect(nextRunAt(system, on('2024-03-04', '18:00').now)).toBe(on('2024-03-05', '18:00').now);
});

test('two that file at once leave one event', async () => {
  const streams = await Promise.all(
    [1, 2, 3].map(() => fileDue(system, { kind: 'daily' }, by('2024-03-05', '18:00'))),
  );
  expect(new Set(streams)).toEqual(new Set(['report/daily:2024-03-05']));
  expect(await readStream(system.db, 'report/daily:2024-03-05')).toHaveLength(1);
});

test('a run that was missed is made of its own day, not of the day on which it catches up', async () => {
  await fileDue(system, { kind: 'daily' }, by('2024-03-07', '10:00'));
  const { report } = (await filedReport(system, 'daily', '2024-03-06'))!;
  expect((report as Daily).asOf).toBe('2024-03-06');
  await fileDue(system, { kind: 'weekly' }, by('2024-03-13', '10:00'));
  expect((await frozenReview(system, '2024-03-11'))!.asOf).toBe('2024-03-11');
});

test('a filed report is the same however the project goes on, and holds no name in the clear', async () => {
  const before = await filedReport(system, 'daily', '2024-03-04');
  await send('project/lingchuan-34', 'x', '2024-03-08', { type: 'finishApprovalItem', item: 'safety' });
  expect(await filedReport(system, 'daily', '2024-03-04')).toEqual(before);
  const { chief } = (await reviewNow(system, on('2024-03-08').now)).projects[0]!;
  const rows = await system.db
    .selectFrom('events')
    .select('data')
    .where('stream', 'like', 'report/%')
    .execute();
  expect(rows.length).toBeGreaterThan(3);
  expect(JSON.stringify(rows)).not.toContain(chief);
});

test('a run by hand, for any period', async () => {
  const run = runFor('daily', '2024-02-29', system.rules.calendar);
  expect(await fileRun(system, run, by('2024-03-08'))).toBe('report/daily:2024-02-29');
  expect((await filedReport(system, 'daily', '2024-02-29'))!.to).toBe('2024-02-29');
});

test('a county with settings of its own holds its own review, and is left out of the common one', async () => {
  const office = { ...OFFICE, weekly: { weekday: 3, time: '15:00' }, daily: null, monthly: null };
  await send('rules/system', 'office', '2024-03-14', { type: 'setOffice', county: '陵川县', ...office });
  expect(await owed('2024-03-20', '15:00')).toContain('review/2024-03-20:陵川县');
  await fileDue(system, { kind: 'weekly', county: '陵川县' }, by('2024-03-20', '15:00'));
  await fileDue(system, { kind: 'weekly' }, by('2024-03-18', '09:00'));
  const own = (await frozenReview(system, '2024-03-20', '陵川县'))!;
  const common = (await frozenReview(system, '2024-03-18'))!;
  expect(own.counties.map((c) => c.county)).toEqual(['陵川县']);
  expect(common.counties.map((c) => c.county)).not.toContain('陵川县');
  expect(await owed('2024-03-20', '15:00')).not.toContain('review/2024-03-20:陵川县');
  const bad = await send('rules/system', 'bad', '2024-03-14', {
    type: 'setOffice',
    ...office,
    weekly: { weekday: 9, time: '09:00' },
  });
  expect(bad).toMatchObject({ ok: false, rejection: { code: 'badRules', field: 'weekly.weekday' } });
});

test('directives of a review are followed to their closing', async () => {
  const source = 'review/2024-03-04';
  const issue = {
    type: 'issueDirective',
    directive: 'd1',
    title: '报送方案',
    owner: '县能源局',
    dueOn: '2024-03-08',
    source,
  };
  expect(await send('project/lingchuan-34', 'd1', '2024-03-04', issue)).toMatchObject({ ok: true });
  expect(await directivesOf(system, source)).toMatchObject([
    { directive: 'd1', owner: '县能源局', closedOn: null },
  ]);
  await send('project/lingchuan-34', 'd1c', '2024-06-20', {
    type: 'closeDirective',
    directive: 'd1',
    evidence: '方案原件',
  });
  expect(await directivesOf(system, source)).toMatchObject([
    { closedOn: '2024-06-20', evidence: '方案原件' },
  ]);
  expect(await directivesOf(system, 'review/2024-03-11')).toEqual([]);
});

test('the API serves each report as JSON and as a document; minutes never change, corrections stand beside', async () => {
  const app = createApp({ system, token: 'secret' });
  const headers = { authorization: 'Bearer secret', 'content-type': 'application/json' };
  const get = (path: string) => app.request(path, { headers });
  const leader = encodeURIComponent('县长');
  for (const path of [
    '/v1/review?asOf=2024-03-04',
    '/v1/reports/daily?on=2024-03-04',
    '/v1/reports/daily?on=2024-03-04&filed=true',
    '/v1/reports/monthly?month=2024-02',
    `/v1/reports/brief?leader=${leader}&on=2024-03-04`,
    '/v1/reports/targets?on=2024-03-04',
    '/v1/batches?from=2024-01-01&to=2024-03-04',
    '/v1/reviews/2024-03-04',
    '/v1/reviews/2024-03-04/corrections',
  ]) {
    expect((await get(path)).status, path).toBe(200);
    const made = await get(`${path}${path.includes('?') ? '&' : '?'}format=docx`);
    expect(made.headers.get('content-type'), path).toContain('wordprocessingml');
    expect(new TextDecoder('latin1').decode(await made.arrayBuffer()).startsWith('PK'), path).toBe(true);
  }
  const minutes = async () =>
    Buffer.from(await (await get('/v1/reviews/2024-03-04?format=docx')).arrayBuffer());
  const before = await minutes();
  const body = JSON.stringify({ text: '第一项牵头单位有误', by: '周调度员' });
  expect(
    (await app.request('/v1/reviews/2024-03-04/corrections', { method: 'POST', headers, body })).status,
  ).toBe(200);
  expect((await minutes()).equals(before)).toBe(true);
  expect(await (await get('/v1/reviews/2024-03-04/corrections?format=html')).text()).toContain(
    '第一项牵头单位有误',
  );
  expect(await (await get('/v1/reviews')).json()).toContainEqual({ on: '2024-03-04' });
  expect(await (await get('/v1/reviews/2024-03-04/directives')).json()).toHaveLength(1);

  const freeze = (date: string) =>
    app.request(`/v1/reviews/${date}/freeze`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ remarks: ['每周报送'] }),
    });
  expect((await freeze('2024-04-09')).status).toBe(200);
  expect((await freeze('2024-04-09')).status).toBe(409);
  expect((await freeze('2999-01-01')).status).toBe(422);
  expect((await frozenReview(system, '2024-04-09'))!.remarks).toEqual(['每周报送']);
  expect(await (await get('/v1/reports/daily?format=pdf')).json()).toMatchObject({ code: 'noBrowser' });
});

test('no route of a report takes a number that an event already holds: only whose, when and how', () => {
  const app = createApp({ system, token: 'secret' });
  const { paths } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const asked = Object.keys(ACCESS)
    .filter((route) => /^GET \/v1\/(review|reports|batches)/.test(route))
    .flatMap((route) => paths![route.slice(4)]?.get?.parameters ?? [])
    .map((p) => ('name' in p ? p.name : ''));
  expect(new Set(asked)).toEqual(
    new Set([
      ...['asOf', 'basis', 'county', 'format', 'on', 'filed', 'month', 'leader', 'from', 'to', 'date'],
      // Which page of a list.
      ...['after', 'limit'],
    ]),
  );
});

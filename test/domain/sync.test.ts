import { describe, expect, test } from 'vitest';
import { POLICY } from '../../domain/policy.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { syncChecks } from '../../domain/project/lines.ts';
import { after, on, PLANT, project, signedRich } from '../given.ts';

describe('a supporting work', () => {
  const needs = (days: { power?: string; a?: string; b?: string }): ProjectEvent[] =>
    after(
      [],
      [
        on('2024-01-08'),
        {
          type: 'signProject',
          ...PLANT,
          milestones: [
            { id: 'p', name: '供电', line: 'power', committedOn: days.power },
            { id: 'a-trial', name: '甲', line: 'a', enters: 'trialProduction', committedOn: days.a },
            { id: 'a-full', name: '甲', line: 'a', enters: 'fullCommissioning', committedOn: '2024-12-31' },
            { id: 'a-start', name: '甲', line: 'a', enters: 'construction', committedOn: '2024-01-31' },
            { id: 'b-trial', name: '乙', line: 'b', enters: 'trialProduction', committedOn: days.b },
          ],
        },
      ],
    );
  const check = (days: Parameters<typeof needs>[0]) => syncChecks(project(needs(days)), on('2024-01-08'))[0]!;

  test.each([
    ['2024-06-28', 'inSync', 0, 0],
    ['2024-06-29', 'late', 1, 0],
    ['2024-05-29', 'inSync', 0, 30],
    ['2024-05-28', 'idle', 0, 31],
  ] as const)('that lands on %s is %s: %i days late, %i idle', (power, verdict, daysLate, idleDays) => {
    expect(check({ power, a: '2024-06-28', b: '2024-09-30' })).toMatchObject({
      binding: 'a',
      landsOn: power,
      verdict,
      daysLate,
      idleDays,
    });
  });

  test('names the line that needs it first, and each line with its day', () => {
    expect(check({ power: '2024-06-28', a: '2024-09-30', b: '2024-07-01' })).toEqual({
      work: 'power',
      name: '供电',
      landsOn: '2024-06-28',
      needs: [
        { line: 'b', name: '乙线', on: '2024-07-01' },
        { line: 'a', name: '甲线', on: '2024-09-30' },
      ],
      binding: 'b',
      verdict: 'inSync',
      daysLate: 0,
      idleDays: 3,
    });
    expect(check({ power: '2024-06-28', a: '2024-07-01', b: '2024-07-01' }).binding).toBe('a');
  });

  test('cannot be judged while it, or every line it serves, has no date', () => {
    const unknown = { verdict: 'unknown', daysLate: 0, idleDays: 0 };
    expect(check({ a: '2024-06-28' })).toMatchObject({ ...unknown, landsOn: undefined, binding: 'a' });
    const [alone] = syncChecks(
      project(
        signedRich({
          type: 'mergeLines',
          lines: ['a', 'b'],
          into: { id: 'e', name: '合线', kind: 'main' },
          reason: '合并',
        }),
      ),
      on('2024-01-08'),
    );
    expect(alone).toMatchObject({ work: 'power', verdict: 'inSync', binding: 'e' });
  });

  test('is late within the tolerance of a policy that has one', () => {
    const late = project(needs({ power: '2024-07-05', a: '2024-06-28', b: '2024-09-30' }));
    const context = { ...on('2024-01-08'), policy: { ...POLICY, sync: { lateDays: 7, earlyDays: 0 } } };
    expect(syncChecks(late, context)[0]).toMatchObject({
      verdict: 'inSync',
      daysLate: 7,
    });
  });

  test('is expected today at the earliest while it has not landed, and so is what needs it', () => {
    const [work] = syncChecks(project(needs({ power: '2024-03-01', a: '2024-02-01' })), on('2024-04-01'));
    expect(work).toMatchObject({ landsOn: '2024-04-01', binding: 'a', verdict: 'inSync', daysLate: 0 });
    expect(work!.needs).toEqual([{ line: 'a', name: '甲线', on: '2024-04-01' }]);
  });

  test('binds no line that went into production without it', () => {
    const events = after(needs({ power: '2024-06-28', a: '2024-02-01', b: '2024-06-20' }), [
      on('2024-02-01'),
      { type: 'completeMilestone', milestone: 'a-trial' },
    ]);
    expect(syncChecks(project(events), on('2024-03-01'))[0]).toMatchObject({
      needs: [{ line: 'b', on: '2024-06-20' }],
      binding: 'b',
      verdict: 'late',
      daysLate: 8,
    });
    const landed = after(events, [on('2024-04-01'), { type: 'completeMilestone', milestone: 'p' }]);
    expect(syncChecks(project(landed), on('2024-04-01'))[0]).toMatchObject({
      landsOn: '2024-04-01',
      idleDays: 80,
    });
  });

  test('is late for no line that began without it, and idle until the one that waited', () => {
    const planned = needs({ power: '2024-04-01', a: '2024-03-26', b: '2024-06-20' });
    const landed = after(planned, [on('2024-04-01'), { type: 'completeMilestone', milestone: 'p' }]);
    const began = (day: string) => {
      const events = after(landed, [on(day), { type: 'completeMilestone', milestone: 'a-trial' }]);
      return syncChecks(project(events), on('2024-05-06'))[0];
    };
    expect(began('2024-04-01')).toMatchObject({ binding: 'a', verdict: 'inSync', idleDays: 0 });
    expect(began('2024-04-03')).toMatchObject({ landsOn: '2024-04-01', binding: 'a', idleDays: 2 });
  });

  test('is needed by the lines that it serves and by no other', () => {
    const needed = (events: ProjectEvent[]) =>
      syncChecks(project(events), on('2024-01-08')).map((s) => [s.work, s.needs.map((n) => n.line)]);
    expect(needed(signedRich())).toEqual([
      ['power', ['a', 'b']],
      ['water', ['a']],
    ]);
    const lines = [...PLANT.lines, { id: 'fence', name: '围墙', kind: 'supporting' } as const];
    const fenced = after([], [on('2024-01-08'), { type: 'signProject', ...PLANT, lines }]);
    expect(needed(fenced).at(-1)).toEqual(['fence', []]);
  });

  test('is judged by its last dated milestone, though another has no date', () => {
    const more = { type: 'addMilestone', id: 'p2', name: '供电试验', line: 'power' } as const;
    const events = after(needs({ power: '2024-06-20', a: '2024-06-28' }), [on('2024-01-08'), more]);
    expect(syncChecks(project(events), on('2024-01-08'))[0]).toMatchObject({
      landsOn: '2024-06-20',
      verdict: 'inSync',
    });
  });

  test('is bound by the first line by name, in whatever order they were named', () => {
    const [a, b, power] = PLANT.lines;
    const milestones = [
      { id: 'a-trial', name: '甲', line: 'a', enters: 'trialProduction', committedOn: '2024-07-01' },
      { id: 'b-trial', name: '乙', line: 'b', enters: 'trialProduction', committedOn: '2024-07-01' },
    ];
    const plan = { ...PLANT, lines: [b!, a!, power!], milestones };
    const events = after([], [on('2024-01-08'), { type: 'signProject', ...plan }]);
    expect(syncChecks(project(events), on('2024-01-08'))[0]!.needs.map((n) => n.line)).toEqual(['a', 'b']);
  });

  test('is needed when a line is put to use, where the template knows no production', () => {
    const milestones = [
      { id: 'p', name: '供电', line: 'power', committedOn: '2024-05-31' },
      { id: 'a-start', name: '甲', line: 'a', enters: 'construction', committedOn: '2024-02-29' },
      { id: 'a-done', name: '甲', line: 'a', enters: 'accepted', committedOn: '2024-06-03' },
    ];
    const plan = { ...PLANT, template: { id: 'infrastructure', version: 1 }, milestones };
    const events = after([], [on('2024-01-08'), { type: 'signProject', ...plan }]);
    expect(syncChecks(project(events), on('2024-01-08'))[0]).toMatchObject({
      needs: [{ line: 'a', on: '2024-06-03' }],
      verdict: 'inSync',
      idleDays: 3,
    });
  });

  test('is needed by no line of a template that leads to no production', () => {
    const milestones = [
      { id: 'p', name: '供电', line: 'power', committedOn: '2024-05-31' },
      { id: 'a-ready', name: '甲', line: 'a', enters: 'startReady', committedOn: '2024-03-01' },
      { id: 'a-note', name: '甲', line: 'a', committedOn: '2024-03-01' },
    ];
    const plan = { ...PLANT, template: { id: 'formalities', version: 1 }, milestones };
    const events = after([], [on('2024-01-08'), { type: 'signProject', ...plan }]);
    expect(syncChecks(project(events), on('2024-01-08'))[0]).toMatchObject({ needs: [], verdict: 'unknown' });
  });
});

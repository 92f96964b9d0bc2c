import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent, ProjectPlan } from '../../domain/project/events.ts';
import { onSiteBrief } from '../../domain/reports/brief.ts';
import { dailyReport } from '../../domain/reports/daily.ts';
import { monthlySummary } from '../../domain/reports/monthly.ts';
import { changesOf } from '../../domain/review/changes.ts';
import { differencesOf } from '../../domain/review/differences.ts';
import { entryOf, type Entry } from '../../domain/review/entry.ts';
import { weeklyReview } from '../../domain/review/weekly.ts';
import { eventsOf, on, PLANT } from '../given.ts';

function life(change: Partial<ProjectPlan>, ...done: [string, ProjectCommand][]): ProjectEvent[] {
  let events = eventsOf([{ type: 'signProject', ...PLANT, ...change }], on('2024-01-08'));
  for (const [day, command] of done) events = [...events, ...eventsOf([command], on(day), events)];
  return events;
}

/** What a report of `day` is made from, with what happened after `since`. */
function seen(lives: ProjectEvent[][], day: string, since: string) {
  const known = lives.map((events) => events.filter((e) => e.occurredOn <= day));
  const happened = known.map((events) =>
    changesOf(
      foldProject(events)!,
      events.filter((e) => e.occurredOn > since),
    ),
  );
  return {
    entries: known.map((events): Entry => entryOf(foldProject(events)!, on(day, '18:00'))),
    changes: happened.flatMap((h) => h.changes),
    forecasts: happened.flatMap((h) => h.moves),
    slips: happened.flatMap((h) => h.slips),
    targets: [],
    since,
  };
}

const pass = (day: string): [string, ProjectCommand] => [
  day,
  { type: 'passTime', now: on(day, '10:00').now },
];
const complete = (day: string, milestone: string): [string, ProjectCommand] => [
  day,
  { type: 'completeMilestone', milestone },
];

describe('the daily report', () => {
  // The trial run of line A is signed for Tuesday, 26 March 2024.
  const plant = life({}, pass('2024-03-27'), pass('2024-03-28'), pass('2024-03-29'));
  const report = (day: string, since: string) => dailyReport(seen([plant], day, since), on(day, '18:00'));
  const titles = (lines: readonly { title: string }[]) => lines.map((l) => l.title);

  test('names what is due today and on the next working day', () => {
    expect(titles(report('2024-03-25', '2024-03-22').dueTomorrow)).toEqual(['甲线试生产']);
    expect(titles(report('2024-03-26', '2024-03-25').dueToday)).toEqual(['甲线试生产']);
  });

  test('names what is newly late once', () => {
    expect(titles(report('2024-03-26', '2024-03-25').newlyLate)).toEqual([]);
    expect(titles(report('2024-03-27', '2024-03-26').newlyLate)).toEqual(['甲线试生产']);
    expect(titles(report('2024-03-28', '2024-03-27').newlyLate)).toEqual([]);
  });

  test('says who was told of what that day, and reminds of nothing older', () => {
    const told = ['2024-03-27', '2024-03-28', '2024-03-29'].map((day) =>
      report(
        day,
        day.replace(/\d\d$/, (d) => String(Number(d) - 1)),
      )
        .escalations.filter((e) => e.title === '甲线试生产')
        .map((e) => `${e.on} ${e.rung}: ${e.to.map((t) => t.person).join(' ')}`),
    );
    expect(told.flat().length).toBeGreaterThan(0);
    for (const [i, day] of ['2024-03-27', '2024-03-28', '2024-03-29'].entries())
      for (const line of told[i]!) expect(line).toMatch(new RegExp(`^${day} `));
    expect(told.flat().join()).toContain('赵项目长');
  });
});

describe('the monthly summary', () => {
  const plant = life(
    { category: 'manufacturing', investmentWan: 30_000 },
    ['2024-02-01', { type: 'startApprovalItem', item: 'eia' }],
    ['2024-03-01', { type: 'finishApprovalItem', item: 'eia', occurredOn: '2024-02-20' }],
    [
      '2024-03-04',
      {
        type: 'issueDirective',
        directive: 'd1',
        title: '补齐材料',
        owner: '县工信局',
        dueOn: '2024-03-08',
        source: 'review/2024-03-04',
      },
    ],
    ['2024-03-08', { type: 'closeDirective', directive: 'd1', evidence: '材料清单' }],
    [
      '2024-03-11',
      {
        type: 'raiseBlocker',
        blocker: 'b1',
        title: '电力迁改',
        party: '供电公司',
        dueOn: '2024-03-20',
        covers: [],
      },
    ],
    ['2024-03-15', { type: 'clearBlocker', blocker: 'b1' }],
    complete('2024-03-29', 'a-trial'),
  );
  const march = monthlySummary(
    {
      ...seen([plant], '2024-03-31', '2024-02-29'),
      before: seen([plant], '2024-01-31', '2024-01-31').entries,
      reviews: [],
    },
    '2024-03',
    on('2024-03-31', '18:00'),
  );

  test('parts what was done on time from what was late, and puts the slip to its cause', () => {
    expect(march.milestones.onTime).toEqual([]);
    expect(march.milestones.late.map((m) => [m.title, m.workdaysLate])).toEqual([['甲线试生产', 3]]);
    expect(march.slips.map((s) => [s.cause, s.days])).toEqual([['unexplained', 3]]);
  });

  test('counts directives, blockers and batches of the month only', () => {
    expect(march.directives.issued).toHaveLength(1);
    expect(march.directives.closed.map((d) => d.evidence)).toEqual(['材料清单']);
    expect([march.blockers.raised.length, march.blockers.cleared.length]).toEqual([1, 1]);
    expect(march.batches.batches.map((b) => b.projects)).toEqual([[], ['plant'], ['plant']]);
    expect(march.approvalsFinished).toEqual([]);
  });

  test('sets each figure beside that of the month before, both with what they were counted from', () => {
    const finished = march.counties[0]!.figures.find((f) => f.end.id === 'approvalItemsFinished')!;
    expect([finished.start!.value, finished.end.value, finished.difference]).toEqual([0, 1, 1]);
    for (const { start, end } of march.counties[0]!.figures)
      for (const f of [start!, end]) expect((f.items ?? f.projects).length).toBe(f.value);
  });
});

describe('the on-site brief', () => {
  const big = life({ id: 'big', investmentWan: 90_000 }, [
    '2024-03-11',
    {
      type: 'raiseBlocker',
      blocker: 'b1',
      title: '电力迁改',
      party: '供电公司',
      dueOn: '2024-03-20',
      covers: [],
    },
  ]);
  const small = life({ id: 'small', investmentWan: 1_000 }, [
    '2024-02-11',
    {
      type: 'raiseBlocker',
      blocker: 'b1',
      title: '土地勘界',
      party: '测绘院',
      dueOn: '2024-03-20',
      covers: [],
    },
  ]);
  const other = life({
    id: 'other',
    people: [{ role: 'leaderInCharge', person: '李副县长', from: '2024-01-08' }],
  });
  const { entries } = seen([small, other, big], '2024-03-18', '2024-03-11');
  const brief = onSiteBrief(entries, '孙副县长', on('2024-03-18', '18:00'));

  test('ranks what only this leader can unblock by investment and days', () => {
    const blockers = brief.lines.filter((l) => l.kind === 'blocker');
    expect(blockers.map((l) => [l.project, l.days, l.weight])).toEqual([
      ['big', 7, 630_000],
      ['small', 36, 36_000],
    ]);
    expect(brief.lines.every((l) => l.leader === '孙副县长')).toBe(true);
  });

  test('asks for one decision on each line', () => {
    const [first] = brief.lines.filter((l) => l.kind === 'blocker');
    expect(first!.decision.zh).toBe('请协调供电公司于 2024-03-20 前解决，或确定替代办法');
    for (const line of brief.lines) expect(line.decision.zh).not.toBe('');
  });
});

describe('what cannot be', () => {
  // A file of an older system may bring what a command would refuse: production, and no power.
  const signed = life({ template: { id: 'industrial', version: 2 } });
  const produced: ProjectEvent = {
    type: 'milestoneCompleted',
    occurredOn: '2024-03-20',
    data: { milestone: 'a-trial', slips: [] },
  };
  const plant = [...signed, produced];
  const input = seen([plant], '2024-03-25', '2024-03-18');

  test('a line in trial production with no power connected is named in every report', () => {
    const said = input.entries[0]!.claims.filter((c) => c.unmet.some((t) => /电/.test(t.zh)));
    expect(said.map((c) => c.line)).toContain('甲线');
    const context = on('2024-03-25', '18:00');
    const month = { ...input, before: input.entries, reviews: [] };
    for (const report of [
      weeklyReview(input, context),
      dailyReport(input, context),
      monthlySummary(month, '2024-03', context),
    ])
      expect(report.claims).toMatchObject([{ project: 'plant', claims: input.entries[0]!.claims }]);
  });

  test('two reviews of one day differ by figure, agenda line and claim, and not from themselves', () => {
    const context = on('2024-03-25', '18:00');
    const before = weeklyReview(seen([signed], '2024-03-25', '2024-03-18'), context);
    const after = weeklyReview(input, context);
    expect(differencesOf(before, before)).toEqual([]);
    const found = differencesOf(before, after);
    expect(new Set(found.map((d) => d.kind))).toContain('claim');
    expect(found.find((d) => d.kind === 'agenda' && d.subject.zh.endsWith('甲线试生产'))).toMatchObject({
      project: 'plant',
      after: null,
    });
  });
});

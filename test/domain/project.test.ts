import { describe, expect, test } from 'vitest';
import { foldProject } from '../../domain/project/decide.ts';
import { standing } from '../../domain/project/facts.ts';
import { personOn } from '../../domain/project/people.ts';
import { lineStage, stageOf, unmetForStart } from '../../domain/project/stages.ts';
import { findTemplate, TEMPLATES } from '../../domain/templates.ts';
import { eventsOf, given, on, PLANT, signed } from '../given.ts';

describe('signing', () => {
  test('is one event with the plan', () => {
    given([])
      .when({ type: 'signProject', ...PLANT }, on('2024-01-08'))
      .then({
        type: 'projectSigned',
        occurredOn: '2024-01-08',
        data: {
          ...PLANT,
          stages: findTemplate(TEMPLATES, PLANT.template)!.stages,
          calendar: { id: 'china', version: 1 },
        },
      });
  });

  test('happens once', () => {
    given(signed())
      .when({ type: 'signProject', ...PLANT }, on('2024-01-09'))
      .refused('alreadySigned');
  });

  test.each([
    ['unknownTemplate', { template: { id: 'industrial', version: 99 } }],
    ['unknownStage', { milestones: [{ id: 'x', name: 'x', enters: 'nowhere' }] }],
    ['unknownLine', { milestones: [{ id: 'x', name: 'x', line: 'nowhere' }] }],
    ['duplicateId', { lines: [PLANT.lines[0]!, PLANT.lines[0]!] }],
    ['inTheFuture', { signedOn: '2024-01-09' }],
    ['badDate', { signedOn: '2024-02-30' }],
    ['calendarNotCovered', { milestones: [{ id: 'x', name: 'x', committedOn: '2099-01-01' }] }],
    ['badWindow', { windows: [{ ...PLANT.windows[0]!, closesOn: '2024-03-01' }] }],
  ])('is refused as %s', (code, change) => {
    given([])
      .when({ type: 'signProject', ...PLANT, ...change }, on('2024-01-08'))
      .refused(code);
  });

  test('comes before everything else', () => {
    given([]).when({ type: 'confirmChecklist' }, on('2024-01-08')).refused('notSigned');
  });
});

describe('gates', () => {
  const ready = signed(
    { type: 'startApprovalItem', item: 'eia' },
    { type: 'finishApprovalItem', item: 'eia' },
    { type: 'confirmChecklist' },
    { type: 'meetFactor', factor: 'land' },
  );

  test('construction waits for every condition, and each is named', () => {
    given(signed())
      .when({ type: 'completeMilestone', milestone: 'a-start' }, on('2024-02-01'))
      .refused('gateBlocked');
    expect(unmetForStart(foldProject(signed())!).map((u) => u.code)).toEqual([
      'checklistOpen',
      'approvalItem:eia',
      'factor:land',
    ]);
    expect(unmetForStart(foldProject(ready)!)).toEqual([]);
  });

  test('when they hold, construction starts', () => {
    given(ready)
      .when({ type: 'completeMilestone', milestone: 'a-start', occurredOn: '2024-01-31' }, on('2024-02-01'))
      .then({
        type: 'milestoneCompleted',
        occurredOn: '2024-01-31',
        data: { milestone: 'a-start', slips: [] },
      });
  });

  test('a project is in trial production with its first line, and commissioned only with its last', () => {
    const stages = [];
    let events = ready;
    for (const milestone of ['a-start', 'a-trial', 'a-full', 'b-full']) {
      events = [...events, ...eventsOf([{ type: 'completeMilestone', milestone }], on('2024-03-01'), events)];
      const project = foldProject(events)!;
      stages.push([stageOf(project).id, lineStage(project, 'a').id, lineStage(project, 'b').id]);
    }
    expect(stages).toEqual([
      ['construction', 'construction', 'signing'],
      ['trialProduction', 'trialProduction', 'signing'],
      ['trialProduction', 'fullCommissioning', 'signing'],
      ['fullCommissioning', 'fullCommissioning', 'fullCommissioning'],
    ]);
  });
});

describe('milestones', () => {
  test('are completed once, and not in the future', () => {
    const trial = { type: 'completeMilestone', milestone: 'a-trial' } as const;
    const events = [...signed(), ...eventsOf([trial], on('2024-02-01'), signed())];
    given(events).when(trial, on('2024-02-02')).refused('alreadyCompleted');
    given(signed())
      .when({ ...trial, occurredOn: '2024-02-02' }, on('2024-02-01'))
      .refused('inTheFuture');
    given(signed())
      .when({ ...trial, milestone: 'none' }, on('2024-02-01'))
      .refused('unknownMilestone');
  });

  test('a wrong report is corrected by an event, and the obligation is open again', () => {
    const events = signed({ type: 'completeMilestone', milestone: 'a-trial' });
    const after = [
      ...events,
      ...eventsOf(
        [{ type: 'correctMilestone', milestone: 'a-trial', reason: '误报' }],
        on('2024-01-09'),
        events,
      ),
    ];
    expect(after.at(-1)).toEqual({
      type: 'milestoneCorrected',
      occurredOn: '2024-01-09',
      data: { milestone: 'a-trial', reason: '误报', slips: [] },
    });
    expect(foldProject(after)!.milestones['a-trial']).not.toHaveProperty('actualOn');
    expect(standing(foldProject(after)!, 'milestone:a-trial', on('2024-01-10')).status).toBe('onTrack');
  });
});

describe('approval items', () => {
  test('a limit of 15 working days is counted over Spring Festival', () => {
    given(signed())
      .when({ type: 'startApprovalItem', item: 'eia' }, on('2024-02-01'))
      .then({
        type: 'approvalItemStarted',
        occurredOn: '2024-02-01',
        data: { item: 'eia', dueOn: '2024-02-27', count: { from: '2024-02-01', workdays: 15 } },
      });
  });

  test('are started and finished once, and reopened with a reason', () => {
    const begun = signed({ type: 'startApprovalItem', item: 'eia' });
    given(begun).when({ type: 'startApprovalItem', item: 'eia' }, on('2024-01-09')).refused('alreadyStarted');
    given(begun)
      .when({ type: 'reopenApprovalItem', item: 'eia', reason: 'x' }, on('2024-01-09'))
      .refused('notFinished');
    given(begun).when({ type: 'finishApprovalItem', item: 'none' }, on('2024-01-09')).refused('unknownItem');
    const finished = signed({ type: 'finishApprovalItem', item: 'eia' });
    given(finished)
      .when({ type: 'finishApprovalItem', item: 'eia' }, on('2024-01-09'))
      .refused('alreadyFinished');
  });
});

describe('people', () => {
  test('the chief of a day is the one appointed last by then', () => {
    const events = [
      ...signed(),
      ...eventsOf(
        [{ type: 'appointPerson', role: 'projectChief', person: '李项目长' }],
        on('2024-03-01'),
        signed(),
      ),
    ];
    const project = foldProject(events)!;
    expect(personOn(project, 'projectChief', '2024-02-29')).toBe('赵项目长');
    expect(personOn(project, 'projectChief', '2024-03-01')).toBe('李项目长');
    expect(personOn(project, 'approvalChief', '2024-03-01')).toBeUndefined();
  });
});

describe('lights', () => {
  const project = foldProject(signed())!;
  test.each([
    ['2024-03-20', 'onTrack', 'green', 0],
    ['2024-03-21', 'nearDue', 'yellow', 0],
    ['2024-03-26', 'nearDue', 'yellow', 0],
    ['2024-03-27', 'late', 'red', 1],
    ['2024-04-08', 'late', 'red', 8],
  ])('on %s a date of 26 March is %s, %s, %i working days late', (day, status, light, workdaysLate) => {
    expect(standing(project, 'milestone:a-trial', on(day))).toMatchObject({ status, light, workdaysLate });
  });

  test('a forecast after the promise is yellow at once', () => {
    const events = signed({
      type: 'reforecastMilestone',
      milestone: 'a-trial',
      forecastOn: '2024-04-20',
      cause: 'enterprise',
      owner: '企业',
    });
    expect(standing(foldProject(events)!, 'milestone:a-trial', on('2024-02-01'))).toMatchObject({
      light: 'yellow',
    });
  });
});

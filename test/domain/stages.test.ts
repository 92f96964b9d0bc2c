import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import {
  countsOn,
  isFinished,
  landedOn,
  lineStage,
  stageOf,
  unmet,
  unmetForStart,
} from '../../domain/project/stages.ts';
import type { GateCondition, StageSpec } from '../../domain/templates.ts';
import { after, given, on, PLANT, project, signed, signedRich } from '../given.ts';

const complete = (milestone: string) => ({ type: 'completeMilestone', milestone }) as const;
const land = { type: 'meetFactor', factor: 'land' } as const;
const confirm = { type: 'confirmChecklist' } as const;
const eia = [
  { type: 'startApprovalItem', item: 'eia' },
  { type: 'finishApprovalItem', item: 'eia' },
] as const;
const ready = signed(...eia, confirm, land);
const codes = (events: ProjectEvent[], gate: GateCondition[], line?: string): string[] =>
  unmet(project(events), gate, line).map((u) => u.code);
const stage = (id: string, more: Partial<StageSpec> = {}): StageSpec => ({
  id,
  name: { zh: id, en: id },
  ...more,
});
/** Signed with stages of its own, which no milestone enters. */
const staged = (stages: StageSpec[], events = signed()): ProjectEvent[] =>
  events.map((e) =>
    e.type === 'projectSigned'
      ? event('projectSigned', e.occurredOn, {
          ...e.data,
          stages,
          milestones: e.data.milestones.map(({ enters: _, ...m }) => m),
        })
      : e,
  );

describe('a gate', () => {
  test('of construction waits for every condition, and the refusal names each in both languages', () => {
    given(signed())
      .when(complete('a-start'), on('2024-02-01'))
      .refused('gateBlocked', {
        field: 'milestone',
        names: {
          zh: '不能进入建设：审批清单尚未确认；环评（生态环境局）未办结；用地尚未保障',
          en: "can't enter construction: the checklist is not confirmed; 环评 (生态环境局) is not finished; land is not secured",
        },
      });
    expect(unmetForStart(project(signed())).map((u) => u.code)).toEqual([
      'checklistOpen',
      'approvalItem:eia',
      'factor:land',
    ]);
    expect(unmetForStart(project(ready))).toEqual([]);
  });

  test('opens when they hold, by facts and never by a date', () => {
    given(ready)
      .when({ ...complete('a-start'), occurredOn: '2024-01-31' }, on('2024-02-01'))
      .then(event('milestoneCompleted', '2024-01-31', { milestone: 'a-start', slips: [] }));
  });

  test('asks for an item while it is on the checklist and not cleared', () => {
    const gate: GateCondition[] = [{ type: 'approvalItem', item: 'eia' }];
    expect(codes(signed(), gate)).toEqual(['approvalItem:eia']);
    expect(codes(ready, gate)).toEqual([]);
    expect(codes(signed(), [{ type: 'approvalItem', item: 'none' }])).toEqual([]);
  });

  test('asks for no item that a template has retired', () => {
    const template = { from: PLANT.template, to: PLANT.template, stages: project(signed()).stages };
    const lists = { milestonesAdded: [], milestonesRetired: [], itemsAdded: [], limitsChanged: [] };
    const moved = event('templateMoved', '2024-02-01', { ...template, ...lists, itemsRetired: ['eia'] });
    expect(codes([...signed(), moved], [{ type: 'approvalItem', item: 'eia' }])).toEqual([]);
    expect(unmetForStart(project([...signed(), moved])).map((u) => u.code)).toEqual([
      'checklistOpen',
      'factor:land',
    ]);
  });

  test('of the start is the last that facts open, where no stage counts as started', () => {
    const land: GateCondition = { type: 'factor', factor: 'land' };
    const quality: GateCondition = { type: 'evidence', id: 'q', name: { zh: '质', en: 'q' } };
    const start = (...stages: StageSpec[]) =>
      unmetForStart(project(staged([stage('signing'), ...stages]))).map((u) => u.code);
    const first = stage('first', { reachedBy: 'gate', gate: [land] });
    const second = stage('second', { reachedBy: 'gate', gate: [quality] });
    expect(start(first, second, stage('end'))).toEqual(['evidence:q']);
    expect(start(first, second, stage('works', { counts: 'started' }))).toEqual([]);
    expect(start(stage('end'))).toEqual([]);
  });

  test('asks for the factors that the project needs', () => {
    const gate: GateCondition[] = (['financing', 'land', 'energy'] as const).map((factor) => ({
      type: 'factor',
      factor,
    }));
    expect(codes(signed(), gate)).toEqual(['factor:land']);
    expect(codes(signedRich(), gate)).toEqual(['factor:land', 'factor:energy']);
    expect(codes(ready, gate)).toEqual([]);
  });

  test('asks for evidence by name', () => {
    const gate: GateCondition[] = [{ type: 'evidence', id: 'quality', name: { zh: '质量', en: 'quality' } }];
    expect(unmet(project(signed()), gate)).toEqual([
      { code: 'evidence:quality', text: { zh: '质量尚无证明', en: 'quality: no evidence yet' } },
    ]);
  });

  test('asks a line for the supporting works that serve it, the project for all', () => {
    const gate: GateCondition[] = [{ type: 'supportingWorks' }];
    expect(codes(signedRich(), gate)).toEqual(['supportingWork:power', 'supportingWork:water']);
    expect(codes(signedRich(), gate, 'b')).toEqual(['supportingWork:power']);
    const landed = after(signedRich(), [on('2024-02-01'), complete('power-on')]);
    expect(codes(landed, gate)).toEqual(['supportingWork:water']);
    expect(codes(landed, gate, 'b')).toEqual([]);
    expect(unmet(project(signedRich()), gate, 'b')[0]!.text).toEqual({
      zh: '供电尚未建成',
      en: '供电 is not finished',
    });
  });

  test('asks no line for a work that serves none, and the project for it', () => {
    const lines = [...PLANT.lines, { id: 'fence', name: '围墙', kind: 'supporting' } as const];
    const events = after([], [on('2024-01-08'), { type: 'signProject', ...PLANT, lines }]);
    const gate: GateCondition[] = [{ type: 'supportingWorks' }];
    expect(codes(events, gate)).toEqual(['supportingWork:power', 'supportingWork:fence']);
    expect(codes(events, gate, 'a')).toEqual(['supportingWork:power']);
  });

  test('a supporting work has landed on the day of its last milestone, not before, and not without one', () => {
    const two = after(signedRich(), [
      on('2024-02-01'),
      { type: 'addMilestone', id: 'power-test', name: '供电试验', line: 'power' },
      complete('power-test'),
    ]);
    expect(landedOn(project(two), 'power')).toBeUndefined();
    expect(landedOn(project(after(two, [on('2024-02-05'), complete('power-on')])), 'power')).toBe(
      '2024-02-05',
    );
    expect(landedOn(project(signed()), 'power')).toBeUndefined();
  });
});

describe('the stage of a project', () => {
  test('is derived from its lines, which overlap: production with the first, commissioning with the last', () => {
    const stages: string[][] = [];
    let events = ready;
    for (const milestone of ['a-start', 'a-trial', 'a-full', 'b-full']) {
      events = after(events, [on('2024-03-01'), complete(milestone)]);
      const state = project(events);
      stages.push([stageOf(state).id, lineStage(state, 'a').id, lineStage(state, 'b').id]);
    }
    expect(stages).toEqual([
      ['construction', 'construction', 'signing'],
      ['trialProduction', 'trialProduction', 'signing'],
      ['trialProduction', 'fullCommissioning', 'signing'],
      ['fullCommissioning', 'fullCommissioning', 'fullCommissioning'],
    ]);
  });

  test('is approval from the first item begun, or from the confirmed checklist', () => {
    expect(stageOf(project(signed())).id).toBe('signing');
    const begun = after(signed(), [on('2024-02-01'), eia[0]]);
    expect([stageOf(project(begun)).id, countsOn(project(begun), 'performed')]).toEqual([
      'approval',
      '2024-02-01',
    ]);
    const confirmed = after(signed(), [on('2024-01-31'), confirm], [on('2024-02-01'), eia[0]]);
    expect(countsOn(project(confirmed), 'performed')).toBe('2024-01-31');
    expect(countsOn(project(signed()), 'performed')).toBeUndefined();
  });

  test('is not moved by a supporting work, whatever stage that enters', () => {
    const events = after(signed(), [
      on('2024-02-01'),
      { type: 'addMilestone', id: 'power-on', name: '送电', line: 'power', enters: 'trialProduction' },
      complete('power-on'),
    ]);
    const state = project(events);
    expect([stageOf(state).id, lineStage(state, 'power').id]).toEqual(['signing', 'trialProduction']);
    expect(countsOn(state, 'producing')).toBeUndefined();
  });

  test('counts from the signing where the first one counts', () => {
    const state = project(
      staged([stage('signing', { counts: 'performed' }), stage('works', { counts: 'started' })]),
    );
    expect([countsOn(state, 'performed'), countsOn(state, 'started')]).toEqual(['2024-01-08', undefined]);
  });

  test('counts from the first day on which it was reached, whichever line it was and whenever it is told', () => {
    const events = after(
      ready,
      [on('2024-03-01'), complete('b-full')],
      [on('2024-03-04'), { ...complete('a-start'), occurredOn: '2024-02-01' }],
      [on('2024-03-08'), complete('a-full')],
    );
    const state = project(events);
    expect([
      countsOn(state, 'started'),
      countsOn(state, 'producing'),
      countsOn(state, 'commissioned'),
    ]).toEqual(['2024-02-01', '2024-03-01', '2024-03-08']);
    const wrong = after(events, [
      on('2024-03-11'),
      { type: 'correctMilestone', milestone: 'b-full', reason: '误报' },
    ]);
    expect([stageOf(project(wrong)).id, countsOn(project(wrong), 'commissioned')]).toEqual([
      'trialProduction',
      undefined,
    ]);
  });

  test('that is reached by a gate is reached on the day on which the last of its facts came about', () => {
    const formal = after(
      [],
      [
        on('2024-01-08'),
        { type: 'signProject', ...PLANT, template: { id: 'formalities', version: 1 }, milestones: [] },
      ],
    );
    const last = after(
      formal,
      [on('2024-02-01'), ...eia],
      [on('2024-02-02'), land],
      [on('2024-02-05'), confirm],
    );
    const reached = (events: ProjectEvent[]) => [stageOf(project(events)).id, project(events)] as const;
    expect(reached(formal)[0]).toBe('signing');
    expect(reached(last.slice(0, -1))[0]).toBe('approval');
    expect(reached(last)[0]).toBe('startReady');
  });
});

describe('a stage that is reached by its gate', () => {
  const gated = (gate: GateCondition[]): ProjectEvent[] =>
    staged([stage('signing'), stage('ready', { reachedBy: 'gate', counts: 'started', gate })], signedRich());
  const reached = (gate: GateCondition[], ...done: Parameters<typeof after>[1][]) =>
    countsOn(project(after(gated(gate), ...done)), 'started');
  const other = [on('2024-03-01'), { type: 'finishApprovalItem', item: 'filing' }] as Parameters<
    typeof after
  >[1];
  const raise: CommandOf<'raiseBlocker'> = {
    type: 'raiseBlocker',
    blocker: 'x',
    title: 'x',
    party: 'x',
    covers: ['milestone:road'],
    dueOn: '2024-06-28',
  };

  test('is dated by what the gate asks for and nothing else', () => {
    const landGate: GateCondition[] = [{ type: 'factor', factor: 'land' }];
    expect(reached(landGate)).toBeUndefined();
    expect(reached(landGate, [on('2024-02-01'), land], other)).toBe('2024-02-01');
    const quality: GateCondition[] = [{ type: 'evidence', id: 'q', name: { zh: '质', en: 'q' } }];
    const met = { type: 'meetCondition', condition: 'q', evidence: 'x' } as const;
    expect(reached(quality, [on('2024-02-02'), met], other)).toBe('2024-02-02');
    const item: GateCondition[] = [{ type: 'approvalItem', item: 'saving' }];
    const commit = { type: 'acceptOnCommitment', item: 'saving', by: 'x', commitment: 'x' } as const;
    const verify = { type: 'verifyApprovalItem', item: 'saving', evidence: 'x' } as const;
    expect(reached(item, [on('2024-02-05'), commit], [on('2024-03-01'), verify])).toBe('2024-02-05');
    const works: GateCondition[] = [{ type: 'supportingWorks' }];
    expect(
      reached(works, [on('2024-02-06'), complete('power-on')], [on('2024-02-07'), complete('water-on')]),
    ).toBe('2024-02-07');
    const blockers: GateCondition[] = [{ type: 'noBlocker' }];
    expect(reached(blockers)).toBe('2024-01-08');
    expect(reached(blockers, [on('2024-02-01'), raise])).toBeUndefined();
    expect(
      reached(
        blockers,
        [on('2024-02-01'), raise],
        [on('2024-02-08'), { type: 'clearBlocker', blocker: 'x' }],
      ),
    ).toBe('2024-02-08');
    const list: GateCondition[] = [{ type: 'checklist' }];
    const items = ['filing', 'eia', 'saving', 'permit'].map(
      (i) => ({ type: 'finishApprovalItem', item: i }) as const,
    );
    expect(
      reached(list, [on('2024-02-01'), confirm], [on('2024-02-09'), ...items], [on('2024-02-19'), land]),
    ).toBe('2024-02-09');
    expect(reached(list, [on('2024-02-01'), ...items], [on('2024-02-09'), confirm])).toBe('2024-02-09');
  });

  test('is not dated by an item that is not on the checklist, nor by a blocker of a line', () => {
    expect(reached([{ type: 'approvalItem', item: 'none' }])).toBe('2024-01-08');
    const ofLine = { ...raise, covers: ['milestone:a-trial'] };
    const clear = { type: 'clearBlocker', blocker: 'x' } as const;
    expect(reached([{ type: 'noBlocker' }], [on('2024-02-01'), ofLine], [on('2024-02-08'), clear])).toBe(
      '2024-01-08',
    );
  });
});

describe('a project is finished', () => {
  const all = after(
    ready,
    [on('2024-03-01'), complete('a-start'), complete('a-trial'), complete('a-full')],
    [on('2024-03-04'), complete('b-full')],
  );

  test('in its last stage, with nothing left to do', () => {
    expect(isFinished(project(all.slice(0, -1)))).toBe(false);
    expect(isFinished(project(all))).toBe(true);
    const more = after(all, [on('2024-03-05'), { type: 'addMilestone', id: 'x', name: '补充' }]);
    expect(isFinished(project(more))).toBe(false);
    const directive = {
      type: 'issueDirective',
      directive: 'd',
      title: 'x',
      owner: 'x',
      dueOn: '2024-06-28',
    } as const;
    expect(isFinished(project(after(all, [on('2024-03-05'), directive])))).toBe(false);
    const why = { by: 'x', basis: 'x', reason: 'x' };
    expect(isFinished(project(after(all, [on('2024-03-05'), { type: 'suspendProject', ...why }])))).toBe(
      false,
    );
  });

  test('in no stage before the last, though nothing is left to do', () => {
    const plan = { ...PLANT, milestones: [{ id: 'x', name: '其他' }], factors: [] };
    const idle = after([], [on('2024-01-08'), { type: 'signProject', ...plan }, complete('x')]);
    expect(isFinished(project(idle))).toBe(false);
  });

  test('also where a line was split, whose own dates were taken back', () => {
    const into = (['c', 'd'] as const).map((id) => ({ id, name: id, kind: 'main' as const }));
    const parts = ['start', 'trial', 'full'].flatMap((m) => [complete(`c-a-${m}`), complete(`d-a-${m}`)]);
    const split = { type: 'splitLine', line: 'a', into, reason: 'x' } as const;
    const events = after(ready, [on('2024-02-01'), split], [on('2024-03-01'), ...parts, complete('b-full')]);
    expect(project(events).obligations['milestone:a-trial']!.withdrawnOn).toBe('2024-02-01');
    expect(isFinished(project(events))).toBe(true);
  });

  test('also with visits still to come, which end with the project', () => {
    const visits = after(
      [],
      [
        on('2024-01-08'),
        {
          type: 'signProject',
          ...PLANT,
          milestones: [{ id: 'full', name: '达产', enters: 'fullCommissioning' }],
          factors: [],
          onSiteOffice: { everyMonths: 1, heldBefore: 0, nextOn: '2024-02-05' },
        },
        complete('full'),
      ],
    );
    expect(Object.keys(project(visits).obligations)).toEqual(['onSiteOffice:visit']);
    expect(isFinished(project(visits))).toBe(true);
  });
});

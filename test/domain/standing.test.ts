import { describe, expect, test } from 'vitest';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { faceOf, projectVerdict, standing, standings } from '../../domain/project/facts.ts';
import { POLICY, type Policy } from '../../domain/policy.ts';
import { after, on, PLANT, project, RICH, signed, signedRich } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const state = project(signed());
const ruled = (lights: Partial<Policy['lights']>, day: string) => ({
  ...on(day),
  policy: { ...POLICY, lights: { ...POLICY.lights, ...lights } },
});

describe('how an obligation stands', () => {
  test.each([
    ['2024-03-20', 'onTrack', 'green', 0],
    ['2024-03-21', 'nearDue', 'yellow', 0],
    ['2024-03-26', 'nearDue', 'yellow', 0],
    ['2024-03-27', 'late', 'red', 1],
    ['2024-03-30', 'late', 'red', 3],
    ['2024-04-07', 'late', 'red', 7],
    ['2024-04-08', 'late', 'red', 8],
  ])('on %s a date of 26 March is %s, %s, %i working days late', (day, status, light, workdaysLate) => {
    expect(standing(state, TRIAL, on(day))).toMatchObject({
      status,
      light,
      workdaysLate,
      provisional: false,
    });
  });

  test('is yellow at once when the forecast lies after the promise, and says so', () => {
    const late = after(signed(), [
      on('2024-02-01'),
      { type: 'reforecastMilestone', milestone: 'a-trial', forecastOn: '2024-04-20' },
    ]);
    expect(standing(project(late), TRIAL, on('2024-02-01'))).toEqual({
      obligation: TRIAL,
      title: '甲线试生产',
      dueOn: '2024-03-26',
      status: 'nearDue',
      workdaysLate: 0,
      provisional: false,
      light: 'yellow',
      rule: 'forecastLate',
      why: {
        zh: '预计 2024-04-20，晚于承诺 2024-03-26',
        en: 'forecast 2024-04-20, after the promised 2024-03-26',
      },
    });
  });

  test('takes nothing from a milestone that has the same name as a directive', () => {
    const events = after(signed(), [
      on('2024-02-01'),
      { type: 'reforecastMilestone', milestone: 'a-trial', forecastOn: '2024-08-01' },
      { type: 'issueDirective', directive: 'a-trial', title: '督办', owner: 'x', dueOn: '2024-06-28' },
    ]);
    expect(standing(project(events), 'directive:a-trial', on('2024-02-01')).light).toBe('green');
  });

  test('is provisional in a year that is not announced', () => {
    const far = after(signed(), [
      on('2024-02-01'),
      { type: 'issueDirective', directive: 'd', title: '督办', owner: 'x', dueOn: '2030-06-28' },
    ]);
    expect(standing(project(far), 'directive:d', on('2024-02-01')).provisional).toBe(true);
  });

  test('is done when it is done, and told only where a rule still shows it', () => {
    const done = project(
      after(signed(), [on('2024-04-01'), { type: 'completeMilestone', milestone: 'a-trial' }]),
    );
    expect(standing(done, TRIAL, on('2024-04-02'))).toMatchObject({
      status: 'done',
      light: 'green',
      workdaysLate: 0,
    });
    expect(standings(done, on('2024-04-02')).map((s) => s.obligation)).toEqual(['factor:land']);
    const shown = ruled({ obligation: [{ when: 'madeUpLate', light: 'yellow', workdays: 2 }] }, '2024-04-03');
    expect(standings(done, shown).map((s) => [s.obligation, s.light])).toEqual([
      [TRIAL, 'yellow'],
      ['factor:land', 'green'],
    ]);
  });
});

describe('how a project stands', () => {
  const rich = project(signedRich());

  test('lists the worst first, of one light the earliest, of one day by name', () => {
    const same = project(
      after(signedRich(), [
        on('2024-01-09'),
        { type: 'issueDirective', directive: 'd', title: '督办', owner: 'x', dueOn: '2024-03-15' },
      ]),
    );
    expect(standings(same, on('2024-03-14')).map((s) => [s.light, s.obligation])).toEqual([
      ['red', 'onSiteOffice:visit'],
      ['red', 'milestone:a-start'],
      ['yellow', 'directive:d'],
      ['yellow', 'milestone:power-on'],
      ['green', TRIAL],
      ['green', 'factor:energy'],
      ['green', 'milestone:road'],
      ['green', 'factor:land'],
      ['green', 'milestone:b-full'],
    ]);
  });

  test('has the light of its worst obligation, with the reason', () => {
    expect(projectVerdict(rich, on('2024-02-06'))).toEqual({
      light: 'red',
      rule: 'late',
      why: {
        zh: '第3次现场办公：应于 2024-02-05 完成，逾期 1 个工作日',
        en: '第3次现场办公: due 2024-02-05, 1 working days late',
      },
    });
    expect(projectVerdict(state, on('2024-01-09'))).toEqual({
      light: 'green',
      why: { zh: '没有未完成事项', en: 'nothing is open' },
    });
  });

  test('is judged as a whole by the rules for it, but not while it is suspended', () => {
    const rules: Policy['lights']['project'] = [{ when: 'notStarted', light: 'red', months: 1 }];
    expect(projectVerdict(state, ruled({ project: rules }, '2024-02-08'))).toMatchObject({ light: 'green' });
    expect(projectVerdict(state, ruled({ project: rules }, '2024-02-09'))).toMatchObject({
      light: 'red',
      rule: 'notStarted',
    });
    const held = project(
      after(signed(), [on('2024-02-01'), { type: 'suspendProject', by: 'x', basis: 'x', reason: 'x' }]),
    );
    expect(projectVerdict(held, ruled({ project: rules }, '2024-02-09')).light).toBe('yellow');
  });

  test('is not red for a start that was made or that its template does not know; the first permit is none', () => {
    const rules: Policy['lights']['project'] = [{ when: 'notStarted', light: 'red', months: 1 }];
    const light = (events: ProjectEvent[]) =>
      projectVerdict(project(events), ruled({ project: rules }, '2024-02-09')).light;
    const begun = after(signed(), [on('2024-02-01'), { type: 'confirmChecklist' }]);
    expect(light(begun)).toBe('red');
    const started = after(
      begun,
      [
        on('2024-02-01'),
        { type: 'startApprovalItem', item: 'eia' },
        { type: 'finishApprovalItem', item: 'eia' },
        { type: 'meetFactor', factor: 'land' },
      ],
      [on('2024-02-02'), { type: 'completeMilestone', milestone: 'a-start' }],
    );
    expect(light(started)).toBe('green');
    const plan = { ...PLANT, template: { id: 'formalities', version: 1 }, milestones: [] };
    expect(light(after([], [on('2024-01-08'), { type: 'signProject', ...plan }]))).toBe('green');
  });

  test('reddens when it stays yellow at two weekly marks, counted to the day of asking', () => {
    const rules: Policy['lights']['project'] = [{ when: 'yellowInARow', light: 'red', reviews: 2 }];
    const marks = ['2024-03-11', '2024-03-18'].map((on, i): ProjectEvent => ({
      type: 'lightMarked',
      occurredOn: on,
      data: { light: 'yellow', why: { zh: `第${i}次`, en: `mark ${i}` } },
    }));
    const marked = project([...signed(), ...marks]);
    expect(projectVerdict(marked, ruled({ project: rules }, '2024-03-21'))).toMatchObject({
      light: 'red',
      rule: 'yellowInARow',
    });
    expect(
      projectVerdict(project([...signed(), marks[0]!]), ruled({ project: rules }, '2024-03-21')).light,
    ).toBe('yellow');
    const later = project([...signed(), ...marks.map((m) => ({ ...m, occurredOn: '2024-03-25' }))]);
    expect(projectVerdict(later, ruled({ project: rules }, '2024-03-22')).light).toBe('yellow');
  });

  test('shows its face: stage, light, chief of the day, lines and what is open, eight at most', () => {
    const face = faceOf(rich, on('2024-02-06'), null);
    expect(face).toMatchObject({
      id: 'rich',
      name: RICH.name,
      county: '示例县',
      stage: 'signing',
      stageName: { zh: '签约', en: 'signing' },
      light: 'red',
      chief: '赵项目长',
      finished: false,
      nextDueAt: null,
    });
    expect(face.lines).toEqual([
      { id: 'a', name: '甲线', kind: 'main', stage: 'signing' },
      { id: 'b', name: '乙线', kind: 'main', stage: 'signing' },
      { id: 'power', name: '供电', kind: 'supporting', stage: 'signing' },
      { id: 'water', name: '供水', kind: 'supporting', stage: 'signing' },
    ]);
    expect(face.open).toHaveLength(8);
    const directive = { directive: 'd', title: '督办', owner: 'x', dueOn: '2024-12-31' };
    const more = after(signedRich(), [on('2024-01-09'), { type: 'issueDirective', ...directive }]);
    expect(standings(project(more), on('2024-02-06'))).toHaveLength(9);
    expect(faceOf(project(more), on('2024-02-06'), null).open).toEqual(face.open);
    expect(face.open[0]).toEqual({
      obligation: 'onSiteOffice:visit',
      title: '第3次现场办公',
      dueOn: '2024-02-05',
      status: 'late',
    });
    const acting = { role: 'projectChief', person: '周代理', from: '2024-02-06', to: '2024-02-07' } as const;
    const absent = project(
      after(signedRich(), [on('2024-02-05'), { type: 'appointActing', ...acting, reason: '病假' }]),
    );
    expect(faceOf(absent, on('2024-02-06'), null).chief).toBe('周代理');
  });
});

import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { agentOf, ownerOf, personOn, responsibleOn } from '../../domain/project/people.ts';
import { event } from '../../domain/project/slice.ts';
import { passTime } from '../../domain/project/time.ts';
import { after, given, on, PLANT, project, signed, signedRich } from '../given.ts';

const appoint = { type: 'appointPerson', role: 'projectChief', person: '李项目长' } as const;
const handOver = { type: 'handOver', role: 'projectChief', to: '李项目长', note: '调离' } as const;
const acting = (change: Partial<CommandOf<'appointActing'>> = {}): CommandOf<'appointActing'> => ({
  type: 'appointActing',
  role: 'projectChief',
  person: '周代理',
  from: '2024-03-25',
  to: '2024-03-27',
  reason: '外出学习',
  ...change,
});

describe('an appointment', () => {
  test('holds from its day, and the latest by then is the one', () => {
    given(signed())
      .when(appoint, on('2024-03-01'))
      .then(
        event('personAppointed', '2024-03-01', {
          role: 'projectChief',
          person: '李项目长',
          from: '2024-03-01',
        }),
      );
    const state = project(after(signed(), [on('2024-03-01'), appoint]));
    expect(personOn(state, 'projectChief', '2024-01-07')).toBeUndefined();
    expect(personOn(state, 'projectChief', '2024-02-29')).toBe('赵项目长');
    expect(personOn(state, 'projectChief', '2024-03-01')).toBe('李项目长');
    expect(personOn(state, 'approvalChief', '2024-03-01')).toBeUndefined();
  });

  test('that is reported late does not push aside a later one, and of two of one day the last counts', () => {
    const state = project(
      after(
        signed(),
        [on('2024-03-01'), appoint],
        [on('2024-03-04'), { ...appoint, person: '王项目长', occurredOn: '2024-02-01' }],
        [on('2024-03-04'), { ...appoint, person: '吴项目长', occurredOn: '2024-02-01' }],
      ),
    );
    expect(personOn(state, 'projectChief', '2024-02-15')).toBe('吴项目长');
    expect(personOn(state, 'projectChief', '2024-03-04')).toBe('李项目长');
  });
});

describe('an acting holder', () => {
  const events = after(signed(), [on('2024-03-01'), acting()]);

  test('takes the place of the absent one, and both stand in the record', () => {
    given(signed())
      .when(acting(), on('2024-03-01'))
      .then(
        event('actingAppointed', '2024-03-01', {
          role: 'projectChief',
          person: '周代理',
          absent: '赵项目长',
          from: '2024-03-25',
          to: '2024-03-27',
          reason: '外出学习',
        }),
      );
    const rungs = passTime(project(events), on('2024-03-26')).slice(-1);
    expect(rungs).toMatchObject([
      { data: { rung: 'due', accountable: { role: 'projectChief', person: '周代理', absent: '赵项目长' } } },
    ]);
  });

  test.each([
    ['2024-03-24', '赵项目长'],
    ['2024-03-25', '周代理'],
    ['2024-03-27', '周代理'],
    ['2024-03-28', '赵项目长'],
  ])('is responsible on %s: %s', (day, person) => {
    expect(responsibleOn(project(events), 'projectChief', day).person).toBe(person);
  });

  test('acts for one person: not for who holds the role after them; and the last one named acts', () => {
    const handed = after(events, [on('2024-03-01'), handOver]);
    expect(responsibleOn(project(handed), 'projectChief', '2024-03-26').person).toBe('李项目长');
    const twice = after(events, [on('2024-03-01'), acting({ person: '吴代理' })]);
    expect(responsibleOn(project(twice), 'projectChief', '2024-03-26')).toEqual({
      role: 'projectChief',
      person: '吴代理',
      absent: '赵项目长',
    });
    expect(responsibleOn(project(events), 'leaderInCharge', '2024-03-26').person).toBe('孙副县长');
  });

  test('acts in one role of a person who holds two', () => {
    const two = after(signed(), [on('2024-03-01'), { ...appoint, person: '孙副县长' }, acting()]);
    const responsible = (role: 'projectChief' | 'leaderInCharge') =>
      responsibleOn(project(two), role, '2024-03-26').person;
    expect([responsible('projectChief'), responsible('leaderInCharge')]).toEqual(['周代理', '孙副县长']);
  });

  test.each([
    ['badPeriod', 'to', { to: '2024-03-24' }, ''],
    ['badPeriod', 'to', { from: '2024-02-30' }, ''],
    ['badPeriod', 'to', { to: 'x' }, ''],
    ['samePerson', 'person', { person: '赵项目长' }, '赵项目长'],
  ])('is refused as %s: %s %j', (code, field, change, names) => {
    given(signed()).when(acting(change), on('2024-03-01')).refused(code, { field, names });
  });

  test('needs somebody to act for; one day is a period', () => {
    given(signed())
      .when(acting({ role: 'approvalChief' }), on('2024-03-01'))
      .refused('roleVacant', {
        field: 'role',
        names: { zh: '2024-03-25 没有审批项目长', en: 'nobody is approval chief on 2024-03-25' },
      });
    expect(after(signed(), [on('2024-03-01'), acting({ to: '2024-03-25' })])).toHaveLength(2);
  });
});

describe('a handover', () => {
  test('names what is handed over: what is open and is theirs', () => {
    const events = after(signedRich(), [
      on('2024-02-01'),
      { type: 'completeMilestone', milestone: 'road' },
      { type: 'startApprovalItem', item: 'filing' },
    ]);
    given(events)
      .when(handOver, on('2024-02-02'))
      .then(
        event('handedOver', '2024-02-02', {
          role: 'projectChief',
          person: '李项目长',
          predecessor: '赵项目长',
          obligations: [
            'milestone:a-start',
            'milestone:a-trial',
            'milestone:b-full',
            'milestone:power-on',
            'onSiteOffice:visit',
          ],
          note: '调离',
        }),
      );
    expect(after(events, [on('2024-02-02'), { ...handOver, role: 'approvalChief' }]).at(-1)).toMatchObject({
      data: { predecessor: '钱审批长', obligations: ['approvalItem:filing'] },
    });
    const state = project(after(events, [on('2024-02-02'), handOver]));
    expect(personOn(state, 'projectChief', '2024-02-01')).toBe('赵项目长');
    expect(personOn(state, 'projectChief', '2024-02-02')).toBe('李项目长');
  });

  test('is to another person, from one who holds the role', () => {
    given(signed())
      .when({ ...handOver, to: '赵项目长' }, on('2024-03-01'))
      .refused('samePerson', { field: 'to', names: '赵项目长' });
    given(signed())
      .when({ ...handOver, role: 'approvalChief' }, on('2024-03-01'))
      .refused('roleVacant', { field: 'role', names: { zh: '审批项目长', en: 'approval chief' } });
  });
});

describe('who answers for an obligation', () => {
  const rich = project(
    after(signedRich(), [
      on('2024-01-09'),
      { type: 'startApprovalItem', item: 'filing' },
      { type: 'acceptOnCommitment', item: 'saving', by: '企业', commitment: '承诺' },
      { type: 'awaitWindow', window: 'tie-in', milestone: 'power-on' },
      { type: 'issueDirective', directive: 'd', title: '督办', owner: '周局长', dueOn: '2024-06-28' },
      { type: 'raiseBlocker', blocker: 'b', title: '拆迁', party: '镇政府', covers: [], dueOn: '2024-06-28' },
    ]),
  );
  test.each([
    ['milestone:a-trial', 'projectChief', '赵项目长'],
    ['windowPreparation:tie-in', 'projectChief', '赵项目长'],
    ['onSiteOffice:visit', 'projectChief', '赵项目长'],
    ['approvalItem:filing', 'approvalChief', '钱审批长'],
    ['verification:saving', 'approvalChief', '钱审批长'],
    ['factor:land', 'department', '自然资源局'],
    ['directive:d', 'department', '周局长'],
    ['blocker:b', 'department', '镇政府'],
  ])('for %s it is the %s, %s', (key, role, person) => {
    expect(ownerOf(rich, key, rich.obligations[key]!, '2024-02-01')).toEqual({ role, person });
  });

  test('for an approval item without an approval chief it is the project chief, and in a gap the office', () => {
    const plain = project(after(signed(), [on('2024-01-09'), { type: 'startApprovalItem', item: 'eia' }]));
    const o = plain.obligations['approvalItem:eia']!;
    expect(ownerOf(plain, 'approvalItem:eia', o, '2024-02-01').person).toBe('赵项目长');
    expect(ownerOf(plain, 'approvalItem:eia', o, '2024-01-01')).toEqual({
      role: 'office',
      person: '调度办公室',
    });
    const vacant = project(
      after([], [on('2024-01-08'), { type: 'signProject', ...PLANT, people: PLANT.people.slice(2) }]),
    );
    expect(responsibleOn(vacant, 'leaderInCharge', '2024-02-01')).toEqual({
      role: 'office',
      person: '县调度办',
    });
  });

  test('the agency of the item is told with the owner, else that of the project', () => {
    const events = after(signedRich(), [
      on('2024-02-01'),
      { type: 'assignAgency', agent: '小吴' },
      { type: 'assignAgency', item: 'filing', agent: '小郑' },
      { type: 'startApprovalItem', item: 'filing' },
      { type: 'startApprovalItem', item: 'saving' },
    ]);
    const state = project(events);
    const agent = (key: string) => agentOf(state, key, state.obligations[key]!);
    expect(['approvalItem:filing', 'approvalItem:saving', 'milestone:road'].map(agent)).toEqual([
      '小郑',
      '小吴',
      undefined,
    ]);
    const due = passTime(state, on('2024-02-05')).find(
      (e) => e.type === 'rungReached' && e.data.obligation === 'approvalItem:filing',
    );
    expect(due).toMatchObject({
      data: {
        recipients: [
          { role: 'approvalChief', person: '钱审批长' },
          { role: 'agency', person: '小郑' },
        ],
      },
    });
  });
});

import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import { unmetFormalities } from '../../domain/project/stages.ts';
import { after, given, on, project, signed, signedRich } from '../given.ts';

const filing = [
  { type: 'startApprovalItem', item: 'filing' },
  { type: 'finishApprovalItem', item: 'filing' },
] as const;
const papers = { type: 'submitDocument', item: 'eia', document: '报告表' } as const;
const commit = {
  type: 'acceptOnCommitment',
  item: 'saving',
  by: '示例企业',
  commitment: '按标准建设',
} as const;
const verify = { type: 'verifyApprovalItem', item: 'saving', evidence: '核验单' } as const;
const revoke = { type: 'revokeApprovalItem', item: 'saving', reason: '未兑现' } as const;
const reopen = (item: string): ProjectCommand => ({ type: 'reopenApprovalItem', item, reason: '误报' });
const order = { by: '孙副县长', basis: '纪要', reason: '原因' };

describe('the checklist', () => {
  test('is confirmed with the number of its items, and lists what is not cleared', () => {
    given(signedRich())
      .when({ type: 'confirmChecklist' }, on('2024-01-09'))
      .then(event('checklistConfirmed', '2024-01-09', { items: 4 }));
    expect(unmetFormalities(project(signed()))).toEqual([
      { code: 'checklistOpen', text: { zh: '审批清单尚未确认', en: 'the checklist is not confirmed' } },
      {
        code: 'approvalItem:eia',
        text: { zh: '环评（生态环境局）未办结', en: '环评 (生态环境局) is not finished' },
      },
    ]);
    expect(unmetFormalities(project(signed(...[{ type: 'confirmChecklist' } as const])))).toHaveLength(1);
  });

  test('takes another item, whose predecessors it knows', () => {
    const spec = { id: 'fire', name: '消防', department: '住建局', limitWorkdays: 7, after: ['eia'] };
    given(signed())
      .when({ type: 'addApprovalItem', ...spec }, on('2024-01-09'))
      .then(event('approvalItemAdded', '2024-01-09', spec));
    given(signed())
      .when({ type: 'addApprovalItem', ...spec, id: 'eia' }, on('2024-01-09'))
      .refused('duplicateId', { field: 'id', names: 'eia' });
    given(signed())
      .when({ type: 'addApprovalItem', ...spec, after: ['eia', 'none'] }, on('2024-01-09'))
      .refused('unknownItem', { field: 'after', names: 'none' });
  });

  test('takes an item that waits for nothing', () => {
    const spec = { id: 'fire', name: '消防', department: '住建局', limitWorkdays: 7 };
    given(signed())
      .when({ type: 'addApprovalItem', ...spec }, on('2024-01-09'))
      .then(event('approvalItemAdded', '2024-01-09', spec));
  });

  test.each<[string, ProjectCommand]>([
    ['submitDocument', { type: 'submitDocument', item: 'none', document: 'x' }],
    ['startApprovalItem', { type: 'startApprovalItem', item: 'none' }],
    ['finishApprovalItem', { type: 'finishApprovalItem', item: 'none' }],
    ['reopenApprovalItem', reopen('none')],
    ['acceptOnCommitment', { ...commit, item: 'none' }],
    ['verifyApprovalItem', { ...verify, item: 'none' }],
    ['revokeApprovalItem', { ...revoke, item: '__proto__' }],
    ['assignAgency', { type: 'assignAgency', item: 'none', agent: '小吴' }],
  ])('knows no item that it does not list: %s', (_, command) => {
    given(signedRich())
      .when(command, on('2024-01-09'))
      .refused('unknownItem', {
        field: 'item',
        names: (command as { item: string }).item,
      });
  });
});

describe('an approval item', () => {
  const filed = after(signedRich(), [on('2024-01-09'), ...filing]);

  test('is accepted when its predecessors are cleared and its documents are there', () => {
    const start = { type: 'startApprovalItem', item: 'eia' } as const;
    given(signedRich())
      .when(start, on('2024-01-09'))
      .refused('predecessorOpen', { field: 'item', names: { zh: '应先办结：备案', en: 'finish: 备案' } });
    given(filed)
      .when(start, on('2024-01-09'))
      .refused('documentsMissing', { field: 'item', names: '报告表' });
    given(filed)
      .when(papers, on('2024-01-10'))
      .then(event('documentSubmitted', '2024-01-10', { item: 'eia', document: '报告表' }));
    const begun = event('approvalItemStarted', '2024-02-01', {
      item: 'eia',
      dueOn: '2024-02-27',
      count: { from: '2024-02-01', workdays: 15 },
    });
    const submitted = after(filed, [on('2024-01-10'), papers]);
    given(submitted).when(start, on('2024-02-01')).then(begun);
    expect(project([...submitted, begun]).obligations['approvalItem:eia']).toMatchObject({
      kind: 'approvalItem',
      title: '环评',
      clock: 'statutory',
      department: '生态环境局',
      openedOn: '2024-02-01',
      dueOn: '2024-02-27',
    });
  });

  test.each([
    ['2024-01-08', '2024-01-11'],
    ['2024-02-08', '2024-02-19'],
    ['2024-02-10', '2024-02-20'],
    ['2024-04-03', '2024-04-09'],
  ])('of three working days that is accepted on %s is due on %s', (day, dueOn) => {
    given(signedRich())
      .when({ type: 'startApprovalItem', item: 'filing' }, on(day))
      .then(event('approvalItemStarted', day, { item: 'filing', dueOn, count: { from: day, workdays: 3 } }));
  });

  test('takes a document that it asks for, once', () => {
    given(filed)
      .when({ ...papers, document: '别的' }, on('2024-01-10'))
      .refused('unknownDocument', { field: 'document', names: '别的' });
    given(filed)
      .when({ ...papers, item: 'filing' }, on('2024-01-10'))
      .refused('unknownDocument', { field: 'document', names: '报告表' });
    given(after(filed, [on('2024-01-10'), papers]))
      .when(papers, on('2024-01-11'))
      .refused('alreadySubmitted', { field: 'document', names: { zh: '报告表', en: 'submitted' } });
  });

  test('keeps every document that was submitted', () => {
    const spec = {
      id: 'fire',
      name: '消防',
      department: '住建局',
      limitWorkdays: 7,
      documents: ['图', '表'],
    };
    const both = after(signed(), [
      on('2024-01-09'),
      { type: 'addApprovalItem', ...spec },
      { type: 'submitDocument', item: 'fire', document: '图' },
      { type: 'submitDocument', item: 'fire', document: '表' },
    ]);
    expect(project(both).approvalItems['fire']!.submitted).toEqual(['图', '表']);
  });

  test('is started and finished once, not finished before it began, and reopened with a reason', () => {
    const [start, finish] = filing;
    const begun = after(signedRich(), [on('2024-01-09'), start]);
    given(begun).when(start, on('2024-01-10')).refused('alreadyStarted', { field: 'item', names: '备案' });
    given(begun)
      .when(finish, on('2024-01-12'))
      .then(event('approvalItemFinished', '2024-01-12', { item: 'filing' }));
    given(begun)
      .when({ ...finish, occurredOn: '2024-01-08' }, on('2024-01-12'))
      .refused('badDate', { field: 'occurredOn', names: '2024-01-09' });
    given(begun)
      .when(reopen('filing'), on('2024-01-10'))
      .refused('notFinished', { field: 'item', names: '备案' });
    for (const command of [start, finish]) {
      given(filed)
        .when(command, on('2024-01-10'))
        .refused('alreadyFinished', { field: 'item', names: '2024-01-09' });
    }
    given(filed)
      .when(reopen('filing'), on('2024-01-10'))
      .then(event('approvalItemReopened', '2024-01-10', { item: 'filing', reason: '误报' }));
    const reopened = project(after(filed, [on('2024-01-10'), reopen('filing')]));
    expect(reopened.obligations['approvalItem:filing']).not.toHaveProperty('doneOn');
    expect(reopened.approvalItems['filing']).not.toHaveProperty('finishedOn');
  });

  test('may be finished without having been started, and then owes nothing', () => {
    const events = after(signedRich(), [on('2024-01-09'), filing[1]]);
    expect(project(events).obligations).not.toHaveProperty('approvalItem:filing');
    given(signedRich())
      .when({ type: 'finishApprovalItem', item: 'eia' }, on('2024-01-09'))
      .refused('predecessorOpen', { field: 'item' });
  });

  test('that is reopened has what was left when its clock stood still', () => {
    const held = after(
      signedRich(),
      [on('2024-01-09'), filing[0], { type: 'pauseClock', obligation: 'approvalItem:filing', ...order }],
      [on('2024-01-15'), filing[1]],
    );
    expect(after(held, [on('2024-01-16'), reopen('filing')]).at(-1)).toEqual(
      event('clockResumed', '2024-01-16', {
        obligation: 'approvalItem:filing',
        dueOn: '2024-01-19',
        count: { from: '2024-01-16', workdays: 3 },
        cause: { kind: 'order', id: 'order' },
      }),
    );
  });
});

describe('agency, factors and conditions', () => {
  test('an agency is named for an item or for the whole project', () => {
    given(signed())
      .when({ type: 'assignAgency', agent: '小吴' }, on('2024-01-09'))
      .then(event('agencyAssigned', '2024-01-09', { agent: '小吴' }));
    const both = after(signed(), [
      on('2024-01-09'),
      { type: 'assignAgency', agent: '小吴' },
      { type: 'assignAgency', item: 'eia', agent: '小郑' },
    ]);
    expect(project(both)).toMatchObject({ agent: '小吴', approvalItems: { eia: { agent: '小郑' } } });
  });

  test('a factor is met and lost; its obligation ends and opens with it', () => {
    const meet = { type: 'meetFactor', factor: 'land', evidence: '净地交付单' } as const;
    const lose = { type: 'loseFactor', factor: 'land', reason: '权属争议' } as const;
    given(signed())
      .when(meet, on('2024-03-01'))
      .then(event('factorMet', '2024-03-01', { factor: 'land', evidence: '净地交付单' }));
    const met = after(signed(), [on('2024-03-01'), meet]);
    expect(project(met).obligations['factor:land']!.doneOn).toBe('2024-03-01');
    given(met).when(meet, on('2024-03-04')).refused('alreadyMet', { field: 'factor' });
    given(signed()).when(lose, on('2024-03-04')).refused('notMet', { field: 'factor' });
    given(met)
      .when(lose, on('2024-03-04'))
      .then(event('factorLost', '2024-03-04', { factor: 'land', reason: '权属争议' }));
    const lost = project(after(met, [on('2024-03-04'), lose]));
    expect(lost.factorsMet).toEqual({});
    expect(lost.obligations['factor:land']).not.toHaveProperty('doneOn');
    given(signed())
      .when({ ...meet, factor: 'energy' }, on('2024-03-01'))
      .refused('unknownFactor', { field: 'factor', names: 'energy' });
  });

  test('a factor that is lost takes no other with it', () => {
    const both = after(
      signedRich(),
      [on('2024-03-01'), { type: 'meetFactor', factor: 'land', evidence: '单' }],
      [on('2024-03-04'), { type: 'meetFactor', factor: 'energy', evidence: '单' }],
      [on('2024-03-05'), { type: 'loseFactor', factor: 'land', reason: '权属争议' }],
    );
    expect(project(both).factorsMet).toEqual({ energy: '2024-03-04' });
  });

  test('a factor that was met under a blocker and is lost is held by it again', () => {
    const held = after(
      signed(),
      [
        on('2024-06-24'),
        {
          ...{ type: 'raiseBlocker', blocker: 'claim', title: '权属', party: '镇政府' },
          ...{ covers: ['factor:land'], dueOn: '2024-07-31' },
        },
      ],
      [on('2024-06-25'), { type: 'meetFactor', factor: 'land', evidence: '单' }],
    );
    given(held)
      .when({ type: 'loseFactor', factor: 'land', reason: '权属争议' }, on('2024-06-26'))
      .then(
        event('factorLost', '2024-06-26', { factor: 'land', reason: '权属争议' }),
        event('clockPaused', '2024-06-26', {
          obligation: 'factor:land',
          remainingWorkdays: 4,
          cause: { kind: 'blocker', id: 'claim' },
        }),
      );
  });

  test('a condition of a gate is proven by evidence, and may be lost', () => {
    const meet = { type: 'meetCondition', condition: 'quality-safety', evidence: '验收单' } as const;
    const lose = { type: 'loseCondition', condition: 'quality-safety', reason: '复查不合格' } as const;
    const asked: ProjectEvent[] = after(signed(), [
      on('2024-03-01'),
      { type: 'moveTemplate', to: { id: 'industrial', version: 2 } },
    ]);
    given(signed())
      .when(meet, on('2024-03-01'))
      .refused('unknownCondition', { field: 'condition', names: 'quality-safety' });
    given(asked)
      .when({ ...meet, condition: 'none' }, on('2024-03-04'))
      .refused('unknownCondition', { field: 'condition', names: 'none' });
    given(asked)
      .when(meet, on('2024-03-04'))
      .then(event('conditionMet', '2024-03-04', { condition: 'quality-safety', evidence: '验收单' }));
    const met = after(asked, [on('2024-03-04'), meet]);
    expect(project(met).conditionsMet).toEqual({
      'quality-safety': { on: '2024-03-04', evidence: '验收单' },
    });
    given(met).when(meet, on('2024-03-05')).refused('alreadyMet', { field: 'condition' });
    given(asked).when(lose, on('2024-03-05')).refused('notMet', { field: 'condition' });
    given(met)
      .when(lose, on('2024-03-05'))
      .then(event('conditionLost', '2024-03-05', { condition: 'quality-safety', reason: '复查不合格' }));
    expect(project(after(met, [on('2024-03-05'), lose])).conditionsMet).toEqual({});
  });
});

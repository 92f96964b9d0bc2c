import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import { unmetFormalities, unmetForStart } from '../../domain/project/stages.ts';
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
const VERIFICATION = 'verification:saving';
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

describe('a commitment in place of an approval', () => {
  const committed = after(signedRich(), [on('2024-01-09'), commit]);

  test('clears the item at once and is verified within the days of the policy', () => {
    given(signedRich())
      .when(commit, on('2024-01-09'))
      .then(
        event('approvalItemCommitted', '2024-01-09', {
          item: 'saving',
          by: '示例企业',
          commitment: '按标准建设',
          verifyBy: '2024-04-08',
          count: { from: '2024-01-09', workdays: 60 },
        }),
      );
    expect(project(committed).obligations[VERIFICATION]).toMatchObject({
      kind: 'verification',
      title: '节能审查：承诺事项核验',
      clock: 'internal',
      department: '行政审批局',
      dueOn: '2024-04-08',
      count: { from: '2024-01-09', workdays: 60 },
    });
    expect(unmetFormalities(project(committed)).map((u) => u.code)).not.toContain('approvalItem:saving');
  });

  test('may name the day itself, which no other calendar moves', () => {
    const named = after(signedRich(), [on('2024-01-09'), { ...commit, verifyBy: '2024-03-29' }]);
    expect(named.at(-1)).toEqual(
      event('approvalItemCommitted', '2024-01-09', {
        item: 'saving',
        by: '示例企业',
        commitment: '按标准建设',
        verifyBy: '2024-03-29',
      }),
    );
    expect(project(named).obligations[VERIFICATION]).not.toHaveProperty('count');
  });

  test('ends a statutory clock that ran', () => {
    const ran = after(signedRich(), [
      on('2024-01-09'),
      { type: 'startApprovalItem', item: 'saving' },
      commit,
    ]);
    expect(project(ran).obligations['approvalItem:saving']!.withdrawnOn).toBe('2024-01-09');
  });

  test.each<[string, string | undefined, ProjectCommand]>([
    ['badDate', 'verifyBy', { ...commit, verifyBy: '2024-01-09' }],
    ['badDate', 'verifyBy', { ...commit, verifyBy: '2024-02-30' }],
    ['calendarNotCovered', undefined, { ...commit, verifyBy: '2099-01-01' }],
    ['commitmentNotAllowed', 'item', { ...commit, item: 'filing' }],
    ['notOnCommitment', 'item', verify],
    ['notOnCommitment', 'item', revoke],
  ])('is refused as %s at %s: %j', (code, field, command) => {
    given(signedRich())
      .when(command, on('2024-01-09'))
      .refused(code, field === undefined ? {} : { field });
  });

  test('is not for what is accepted, finished, or waits for another item', () => {
    given(committed).when(commit, on('2024-01-10')).refused('onCommitment', { field: 'item' });
    given(committed)
      .when({ type: 'startApprovalItem', item: 'saving' }, on('2024-01-10'))
      .refused('alreadyStarted', { field: 'item', names: '节能审查' });
    given(committed)
      .when({ type: 'finishApprovalItem', item: 'saving' }, on('2024-01-10'))
      .refused('onCommitment', { field: 'item', names: { zh: 'verifyApprovalItem', en: 'verify' } });
    const finished = after(signedRich(), [on('2024-01-09'), { type: 'finishApprovalItem', item: 'saving' }]);
    given(finished).when(commit, on('2024-01-10')).refused('alreadyFinished', { field: 'item' });
    const next = {
      id: 'x',
      name: '后项',
      department: '住建局',
      limitWorkdays: 1,
      after: ['eia'],
      onCommitment: true,
    };
    given(after(signedRich(), [on('2024-01-09'), { type: 'addApprovalItem', ...next }]))
      .when({ ...commit, item: 'x' }, on('2024-01-10'))
      .refused('predecessorOpen', { field: 'item', names: '环评' });
  });

  test('is verified with evidence, not before it was given, and once', () => {
    given(committed)
      .when(verify, on('2024-03-01'))
      .then(event('approvalItemVerified', '2024-03-01', { item: 'saving', evidence: '核验单' }));
    for (const command of [verify, revoke]) {
      given(committed)
        .when({ ...command, occurredOn: '2024-01-08' }, on('2024-03-01'))
        .refused('badDate', { field: 'occurredOn', names: '2024-01-09' });
    }
    const verified = after(committed, [on('2024-03-01'), verify]);
    expect(project(verified).approvalItems['saving']).toMatchObject({
      finishedOn: '2024-03-01',
      commitment: { on: '2024-01-09', verifiedOn: '2024-03-01' },
    });
    expect(project(verified).obligations[VERIFICATION]!.doneOn).toBe('2024-03-01');
    given(verified)
      .when(verify, on('2024-03-02'))
      .refused('notOnCommitment', { field: 'item', names: '节能审查' });
  });

  test('that is revoked shuts every gate that leaned on it, and the item begins anew', () => {
    given(committed)
      .when(revoke, on('2024-03-01'))
      .then(event('approvalItemRevoked', '2024-03-01', { item: 'saving', reason: '未兑现' }));
    const revoked = after(committed, [on('2024-03-01'), revoke]);
    expect(unmetForStart(project(revoked)).map((u) => u.code)).toContain('approvalItem:saving');
    expect(project(revoked).obligations[VERIFICATION]!.withdrawnOn).toBe('2024-03-01');
    expect(
      after(revoked, [on('2024-03-01'), { type: 'startApprovalItem', item: 'saving' }]).at(-1)!.type,
    ).toBe('approvalItemStarted');
    const again = project(after(revoked, [on('2024-03-04'), commit]));
    expect(again.obligations[VERIFICATION]).toMatchObject({ version: 2, openedOn: '2024-03-04' });
  });

  test('verified wrongly is reopened to be verified again, or revoked', () => {
    const reopened = after(committed, [on('2024-03-01'), verify], [on('2024-03-04'), reopen('saving')]);
    expect(reopened.slice(-1)).toEqual([
      event('approvalItemReopened', '2024-03-04', { item: 'saving', reason: '误报' }),
    ]);
    expect(project(reopened).approvalItems['saving']!.commitment).not.toHaveProperty('verifiedOn');
    expect(project(reopened).approvalItems['saving']).not.toHaveProperty('finishedOn');
    for (const command of [verify, revoke])
      expect(after(reopened, [on('2024-03-05'), command])).toHaveLength(5);
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

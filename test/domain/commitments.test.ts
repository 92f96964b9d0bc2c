import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { event } from '../../domain/project/slice.ts';
import { unmetFormalities, unmetForStart } from '../../domain/project/stages.ts';
import { after, given, on, project, signedRich } from '../given.ts';

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

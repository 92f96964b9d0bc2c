import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { onSiteAgenda } from '../../domain/project/directives.ts';
import { event } from '../../domain/project/slice.ts';
import { after, given, on, project, signed, signedRich } from '../given.ts';

const issue = (change: Partial<CommandOf<'issueDirective'>> = {}): CommandOf<'issueDirective'> => ({
  type: 'issueDirective',
  directive: 'd1',
  title: '三日内恢复供水',
  owner: '水务局',
  dueOn: '2024-03-08',
  ...change,
});
const close = { type: 'closeDirective', directive: 'd1', evidence: '照片' } as const;
const reopen = { type: 'reopenDirective', directive: 'd1', reason: '反弹' } as const;
const issued = after(signed(), [on('2024-03-01'), issue()]);
const closed = after(issued, [on('2024-03-06'), close]);

describe('a directive', () => {
  test('has an owner and a date, and climbs the ladder of a commitment', () => {
    const { type: _, ...data } = issue({ source: '第3次现场办公' });
    given(signed())
      .when(issue({ source: '第3次现场办公' }), on('2024-03-01'))
      .then(event('directiveIssued', '2024-03-01', data));
    expect(project(issued).obligations['directive:d1']).toMatchObject({
      kind: 'directive',
      title: '三日内恢复供水',
      clock: 'commitment',
      department: '水务局',
      openedOn: '2024-03-01',
      dueOn: '2024-03-08',
    });
  });

  test.each([
    ['badDate', 'dueOn', { dueOn: '2024-02-29' }],
    ['badDate', 'dueOn', { dueOn: '2024-06-31' }],
    ['calendarNotCovered', undefined, { dueOn: '2099-01-01' }],
  ])('is refused as %s at %s: %j', (code, field, change) => {
    given(signed())
      .when(issue(change), on('2024-03-01'))
      .refused(code, field === undefined ? {} : { field });
  });

  test('may be due on the day itself; its id is taken for ever', () => {
    expect(after(signed(), [on('2024-03-01'), issue({ dueOn: '2024-03-01' })])).toHaveLength(2);
    given(closed).when(issue(), on('2024-03-07')).refused('duplicateId', { field: 'directive', names: 'd1' });
  });

  test('is closed with evidence, and reopened with a reason', () => {
    given(issued)
      .when(close, on('2024-03-06'))
      .then(event('directiveClosed', '2024-03-06', { directive: 'd1', evidence: '照片' }));
    expect(project(closed).obligations['directive:d1']!.doneOn).toBe('2024-03-06');
    given(closed)
      .when(reopen, on('2024-03-07'))
      .then(event('directiveReopened', '2024-03-07', { directive: 'd1', reason: '反弹' }));
    expect(project(after(closed, [on('2024-03-07'), reopen])).obligations['directive:d1']).not.toHaveProperty(
      'doneOn',
    );
  });

  test('is known, open when it is closed, closed when it is reopened, and not closed before it was issued', () => {
    for (const command of [close, reopen]) {
      given(signed())
        .when(command, on('2024-03-06'))
        .refused('unknownDirective', { field: 'directive', names: 'd1' });
    }
    given(closed).when(close, on('2024-03-07')).refused('alreadyClosed', { field: 'directive' });
    given(issued).when(reopen, on('2024-03-07')).refused('notClosed', { field: 'directive' });
    given(issued)
      .when({ ...close, occurredOn: '2024-02-29' }, on('2024-03-06'))
      .refused('badDate', { field: 'occurredOn', names: '2024-03-01' });
  });

  test('that was closed under a blocker and reopened is held by it again, with what it had left', () => {
    const held = after(
      issued,
      [
        on('2024-03-04'),
        {
          type: 'raiseBlocker',
          blocker: 'x',
          title: '停电',
          party: '供电公司',
          covers: ['directive:d1'],
          dueOn: '2024-04-30',
        },
      ],
      [on('2024-03-06'), close],
    );
    given(held)
      .when(reopen, on('2024-03-20'))
      .then(
        event('directiveReopened', '2024-03-20', { directive: 'd1', reason: '反弹' }),
        event('clockPaused', '2024-03-20', {
          obligation: 'directive:d1',
          remainingWorkdays: 4,
          cause: { kind: 'blocker', id: 'x' },
        }),
      );
  });
});

describe('the on-site office', () => {
  const hold = { type: 'holdOnSiteOffice', note: '解决用地' } as const;

  test('is held by number, and owes the next visit a month later', () => {
    expect(project(signedRich()).obligations['onSiteOffice:visit']).toMatchObject({
      title: '第3次现场办公',
      clock: 'internal',
      openedOn: '2024-01-08',
      dueOn: '2024-02-05',
      version: 1,
    });
    given(signedRich())
      .when(hold, on('2024-01-31'))
      .then(event('onSiteOfficeHeld', '2024-01-31', { visit: 3, nextOn: '2024-02-29', note: '解决用地' }));
    const held = project(after(signedRich(), [on('2024-01-31'), hold]));
    expect([held.visits, held.lastVisitOn]).toEqual([3, '2024-01-31']);
    expect(held.obligations['onSiteOffice:visit']).toMatchObject({
      title: '第4次现场办公',
      openedOn: '2024-01-31',
      dueOn: '2024-02-29',
      version: 2,
    });
  });

  test('is not of a project without one, not before the last visit, and not beyond the calendar', () => {
    given(signed()).when(hold, on('2024-01-31')).refused('noOnSiteOffice');
    const held = after(signedRich(), [on('2024-01-31'), hold]);
    given(held)
      .when({ ...hold, occurredOn: '2024-01-30' }, on('2024-02-01'))
      .refused('badDate', {
        field: 'occurredOn',
        names: { zh: '第3次已于 2024-01-31', en: 'a later visit' },
      });
    expect(after(held, [on('2024-02-01'), { ...hold, occurredOn: '2024-01-31' }])).toHaveLength(3);
    given(held).when(hold, on('2040-12-05')).refused('calendarNotCovered', { names: '2041-01-01' });
  });

  test('has on its agenda what has climbed as high, while it is open', () => {
    const climbed = after(issued, [on('2024-03-22'), { type: 'passTime', now: on('2024-03-22').now }]);
    expect(onSiteAgenda(project(climbed))).toEqual(['directive:d1']);
    expect(
      onSiteAgenda(
        project(after(issued, [on('2024-03-21'), { type: 'passTime', now: on('2024-03-21').now }])),
      ),
    ).toEqual([]);
    expect(onSiteAgenda(project(after(climbed, [on('2024-03-22'), close])))).toEqual([]);
  });
});

/** A notice's way to one person: given, when, then. */
import { describe, expect, test } from 'vitest';
import { instantAt, plusMs } from '../../domain/dates.ts';
import {
  decideNotice,
  digestOf,
  evolveNotice,
  outdated,
  sendAt,
  type Notice,
  type NoticeCommand,
  type NoticeEvent,
  type NoticeSpec,
  type Outcome,
} from '../../domain/delivery.ts';
import type { Preferences } from '../../domain/contact.ts';
import { foldProject } from '../../domain/project/decide.ts';
import { RULES } from '../../store/system.ts';
import { eventsOf, on as at, signed } from '../given.ts';

const ZONE = RULES.calendar.zone;
const time = (clock: string, date = '2024-03-27') => instantAt(date, clock, ZONE);
const BY_TWO: Preferences = {
  language: 'zh',
  channels: [
    { channel: 'wecom', address: '调度群' },
    { channel: 'email', address: 'zhao@example.org' },
  ],
};
const CHIEF = { role: 'projectChief', person: '赵项目长' } as const;

const spec = (preferences: Preferences = BY_TWO, afterWorkdays = 1): NoticeSpec => ({
  project: 'plant',
  projectName: '示例工厂',
  rung: {
    ...{ obligation: 'milestone:a-trial', kind: 'milestone', title: '甲线试生产', clock: 'commitment' },
    ...{ rung: 'chief', name: { zh: '逾期通知项目长', en: 'missed' }, afterWorkdays, dueOn: '2024-03-26' },
    ...{ deadlineVersion: 1, policy: { id: 'county', version: 1 }, accountable: CHIEF, recipients: [CHIEF] },
  },
  on: '2024-03-27',
  recipient: CHIEF,
  preferences,
});

/** A notice after commands at times; each must be accepted. */
function after(given: NoticeSpec, ...steps: [string, NoticeCommand][]): Notice {
  let state: Notice | null = null;
  for (const [now, command] of [[time('09:00'), { type: 'openNotice', ...given }] as const, ...steps]) {
    const decision = decideNotice(command, state, { ...RULES, now });
    if (!decision.ok) throw new Error(decision.rejection.code);
    for (const event of decision.events) state = evolveNotice(state, event);
  }
  return state!;
}

function when(state: Notice | null, command: NoticeCommand, now = time('12:00')) {
  const decision = decideNotice(command, state, { ...RULES, now });
  return {
    then: (...expected: [NoticeEvent['type'], object][]) =>
      expect(decision.ok && decision.events.map((e) => [e.type, e.data])).toEqual(expected),
    types: (...expected: NoticeEvent['type'][]) =>
      expect(decision.ok && decision.events.map((e) => e.type)).toEqual(expected),
    refused: (code: string) => expect(decision.ok ? 'accepted' : decision.rejection.code).toBe(code),
  };
}

const begin = (channel: string, clock: string, date?: string): [string, NoticeCommand] => [
  time(clock, date),
  { type: 'beginAttempt', channel },
];
const outcome = (attempt: number, of: Outcome, clock: string, date?: string): [string, NoticeCommand] => [
  time(clock, date),
  { type: 'recordOutcome', attempt, outcome: of },
];
const busy: Outcome = { outcome: 'refused', code: 'wecom:45009', message: 'too often', permanent: false };
const never: Outcome = { outcome: 'refused', code: 'wecom:93000', message: 'no such robot', permanent: true };
const silent: Outcome = { outcome: 'unknown', message: 'no answer' };

describe('an attempt', () => {
  test('is begun, then recorded; what was sent is over', () => {
    const now = time('12:00');
    when(after(spec()), { type: 'beginAttempt', channel: 'wecom' }).then([
      'attemptBegun',
      { attempt: 1, channel: 'wecom', at: now },
    ]);
    const begun = after(spec(), begin('wecom', '09:01'));
    when(begun, { type: 'recordOutcome', attempt: 1, outcome: { outcome: 'sent', reference: 'r' } }).then([
      'attemptSent',
      { attempt: 1, at: now, reference: 'r' },
    ]);
    const sent = after(spec(), begin('wecom', '09:01'), outcome(1, { outcome: 'sent' }, '09:02'));
    expect([sent.status, sent.perhapsTwice, sendAt(sent, ZONE)]).toEqual(['sent', false, null]);
    when(sent, { type: 'beginAttempt', channel: 'wecom' }).refused('noticeOver');
    when(sent, { type: 'recordOutcome', attempt: 1, outcome: busy }).refused('noSuchAttempt');
    when(sent, { type: 'muteNotice', by: 'x', reason: 'y' }).refused('noticeOver');
    when(null, { type: 'beginAttempt', channel: 'wecom' }).refused('unknownNotice');
  });

  test('whose outcome was never recorded is uncertain when the next begins, and the notice perhaps came twice', () => {
    const lost = after(spec(), begin('wecom', '09:01'));
    when(lost, { type: 'beginAttempt', channel: 'wecom' }).types('attemptUncertain', 'attemptBegun');
    const again = after(spec(), begin('wecom', '09:01'), begin('wecom', '09:05'));
    expect(again.perhapsTwice).toBe(true);
    // Whoever began the first one comes back late: it has been counted already.
    when(again, { type: 'recordOutcome', attempt: 1, outcome: { outcome: 'sent' } }).refused('noSuchAttempt');
    expect(evolveOutcome(again, 2).perhapsTwice).toBe(true);
  });

  test('refused for now waits longer each time, and at least as long as it was told to', () => {
    const first = after(spec(), begin('wecom', '09:01'), outcome(1, busy, '09:01'));
    expect(sendAt(first, ZONE)).toBe(plusMs(time('09:01'), 30_000));
    const second = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, busy, '09:01')],
      ...[begin('wecom', '09:02'), outcome(2, busy, '09:02')],
    );
    expect(sendAt(second, ZONE)).toBe(plusMs(time('09:02'), 60_000));
    const told = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, { ...busy, retryAfterMs: 600_000 }, '09:01')],
    );
    expect(sendAt(told, ZONE)).toBe(plusMs(time('09:01'), 600_000));
  });
});

const evolveOutcome = (state: Notice, attempt: number): Notice =>
  evolveNotice(state, {
    type: 'attemptSent',
    occurredOn: '2024-03-27',
    data: { attempt, at: time('10:00') },
  });

describe('a channel is given up', () => {
  test('when it refuses for good: the next is tried at once; after the last it stands on the office’s list', () => {
    const begun = after(spec(), begin('wecom', '09:01'));
    when(begun, { type: 'recordOutcome', attempt: 1, outcome: never }).types(
      'attemptRefused',
      'channelGivenUp',
    );
    const next = after(spec(), begin('wecom', '09:01'), outcome(1, never, '09:02'));
    expect([next.status, sendAt(next, ZONE)]).toEqual(['open', time('09:00')]);
    const last = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, never, '09:02')],
      ...[begin('email', '09:03'), outcome(2, never, '09:04')],
    );
    expect([last.status, last.givenUp, sendAt(last, ZONE)]).toEqual([
      'undeliverable',
      ['wecom', 'email'],
      null,
    ]);
    // The office may try again, from the first channel.
    const retried = evolveAll(last, { type: 'retryNotice', by: '县调度办' }, time('12:00'));
    expect([retried.status, retried.givenUp, sendAt(retried, ZONE)]).toEqual(['open', [], time('12:00')]);
  });

  test('after three days of failure, counted anew after a retry by hand', () => {
    const days = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, busy, '09:01')],
      begin('wecom', '09:02', '2024-03-30'),
    );
    when(days, { type: 'recordOutcome', attempt: 2, outcome: busy }, time('09:02', '2024-03-30')).types(
      'attemptRefused',
      'channelGivenUp',
    );
    const retried = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, busy, '09:01')],
      [time('09:00', '2024-03-30'), { type: 'retryNotice', by: '县调度办' }],
      begin('wecom', '09:02', '2024-03-30'),
    );
    when(retried, { type: 'recordOutcome', attempt: 2, outcome: busy }, time('09:02', '2024-03-30')).types(
      'attemptRefused',
    );
  });

  test('when it has left it unknown three times: nobody is sent the same for ever', () => {
    const third = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, silent, '09:02')],
      ...[begin('wecom', '09:10'), outcome(2, silent, '09:11')],
      begin('wecom', '09:20'),
    );
    when(third, { type: 'recordOutcome', attempt: 3, outcome: silent }).types(
      'attemptUncertain',
      'channelGivenUp',
    );
  });
});

describe('hours and the digest', () => {
  const hours = { ...BY_TWO, hours: { from: '10:00', to: '18:00' } };
  const digest = { ...BY_TWO, digestAt: '17:00' };

  test('nothing goes out outside the hours, a refusal’s pause included', () => {
    expect(sendAt(after(spec(hours)), ZONE)).toBe(time('10:00'));
    const late = after(
      spec(hours),
      begin('wecom', '17:59'),
      outcome(1, { ...busy, retryAfterMs: 60_000 }, '17:59'),
    );
    expect(sendAt(late, ZONE)).toBe(time('10:00', '2024-03-28'));
  });

  test('what is not late waits for the digest of its day; what is late does not', () => {
    expect(sendAt(after(spec(digest, -3)), ZONE)).toBe(time('17:00'));
    expect(digestOf(after(spec(digest, -3)), ZONE)).toBe('2024-03-27');
    expect(sendAt(after(spec(digest, 1)), ZONE)).toBe(time('09:00'));
    expect(digestOf(after(spec(digest, 1)), ZONE)).toBeUndefined();
    expect(sendAt(after(spec({ ...BY_TWO, digestAt: '08:00' }, 0)), ZONE)).toBe(time('08:00', '2024-03-28'));
  });

  test('a digest that was refused is tried again after its pause, and stays the digest of its day', () => {
    const refused = after(spec(digest, 0), begin('wecom', '17:00'), outcome(1, busy, '17:00'));
    expect(sendAt(refused, ZONE)).toBe(plusMs(time('17:00'), 30_000));
    expect(digestOf(refused, ZONE)).toBe('2024-03-27');
  });
});

describe('a notice that is not needed any more', () => {
  const project = (...commands: Parameters<typeof eventsOf>[0]) => {
    const events = signed();
    return foldProject([...events, ...eventsOf(commands, at('2024-03-25'), events)])!;
  };
  test('is outdated when its obligation is done or its deadline has moved, and is withdrawn with the reason', () => {
    expect(outdated(spec(), project())).toBeUndefined();
    const moved = project({
      ...{ type: 'signBaseline', milestone: 'a-trial', name: '调整', committedOn: '2024-05-10' },
      ...{ by: '孙副县长', basis: '会议纪要', reason: '设备晚到' },
    });
    expect(outdated(spec(), moved)?.zh).toContain('2024-05-10');
    const reason = { zh: '已完成', en: 'done' };
    when(after(spec()), { type: 'withdrawNotice', reason }).then(['noticeWithdrawn', { reason }]);
    const withdrawn = evolveAll(after(spec()), { type: 'withdrawNotice', reason }, time('12:00'));
    expect(sendAt(withdrawn, ZONE)).toBeNull();
    when(withdrawn, { type: 'beginAttempt', channel: 'wecom' }).refused('noticeOver');
  });

  test('muting and revoking carry who and why', () => {
    const why = { by: '县调度办', reason: '已电话告知' };
    when(after(spec()), { type: 'muteNotice', ...why }).then(['noticeMuted', why]);
    when(after(spec()), { type: 'revokeLink', ...why }).then(['linkRevoked', why]);
    const revoked = evolveAll(after(spec()), { type: 'revokeLink', ...why }, time('12:00'));
    when(revoked, { type: 'revokeLink', ...why }).refused('alreadyRevoked');
    // The message itself still goes out.
    expect(sendAt(revoked, ZONE)).not.toBeNull();
  });
});

describe('what is kept of each attempt', () => {
  test('a notice that just came up has not perhaps come twice, and comes up once', () => {
    expect(after(spec()).perhapsTwice).toBe(false);
    when(after(spec()), { type: 'openNotice', ...spec() }).refused('noticeExists');
  });

  test('an attempt belongs to its digest', () => {
    const digested = { type: 'beginAttempt', channel: 'wecom', digest: 'digest/1' } as const;
    const now = time('12:00');
    when(after(spec()), digested).then([
      'attemptBegun',
      { attempt: 1, channel: 'wecom', at: now, digest: 'digest/1' },
    ]);
    expect(evolveAll(after(spec()), digested, now).attempts).toEqual([
      { channel: 'wecom', at: now, digest: 'digest/1', outcome: 'open' },
    ]);
  });

  test('each attempt keeps its own outcome, and a refusal is no reason to think that it came twice', () => {
    const state = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, busy, '09:02')],
      ...[begin('wecom', '09:10'), outcome(2, { outcome: 'sent' }, '09:11')],
    );
    expect(state.attempts).toEqual([
      { channel: 'wecom', at: time('09:01'), outcome: 'refused', message: 'too often' },
      { channel: 'wecom', at: time('09:10'), outcome: 'sent' },
    ]);
    expect(state.perhapsTwice).toBe(false);
  });

  test('a lost outcome says that it was lost', () => {
    const now = time('12:00');
    when(after(spec(), begin('wecom', '09:01')), { type: 'beginAttempt', channel: 'wecom' }).then(
      ['attemptUncertain', { attempt: 1, at: now, message: '结果未及记录 / its outcome was not recorded' }],
      ['attemptBegun', { attempt: 2, channel: 'wecom', at: now }],
    );
  });

  test('the outcome of an attempt that never began is refused', () => {
    const begun = after(spec(), begin('wecom', '09:01'));
    when(begun, { type: 'recordOutcome', attempt: 2, outcome: busy }).refused('noSuchAttempt');
  });
});

describe('an outcome that stays unknown', () => {
  const now = time('12:00');
  const record = (attempt: number): NoticeCommand => ({ type: 'recordOutcome', attempt, outcome: silent });
  const once = [begin('wecom', '09:01'), outcome(1, silent, '09:02')];

  test('makes the notice wait like a refusal', () => {
    const state = after(spec(), ...once);
    expect(state.attempts).toEqual([
      { channel: 'wecom', at: time('09:01'), outcome: 'uncertain', message: 'no answer' },
    ]);
    expect(sendAt(state, ZONE)).toBe(plusMs(time('09:02'), 30_000));
  });

  test('is borne twice; the third time the channel is given up for it', () => {
    const second = after(spec(), ...once, begin('wecom', '09:10'));
    when(second, record(2), now).then([
      'attemptUncertain',
      { attempt: 2, at: now, message: 'no answer', notBefore: plusMs(now, 60_000) },
    ]);
    const third = after(
      spec(),
      ...[...once, begin('wecom', '09:10'), outcome(2, silent, '09:11'), begin('wecom', '09:20')],
    );
    when(third, record(3), now).then(
      ['attemptUncertain', { attempt: 3, at: now, message: 'no answer', notBefore: plusMs(now, 120_000) }],
      [
        'channelGivenUp',
        {
          channel: 'wecom',
          reason: {
            zh: 'wecom 已发送 3 次，均未确认是否收到：no answer',
            en: 'wecom was sent it 3 times and never said whether it arrived: no answer',
          },
        },
      ],
    );
  });

  test('does not count together with refusals', () => {
    const mixed = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, busy, '09:02')],
      ...[begin('wecom', '09:10'), outcome(2, busy, '09:11'), begin('wecom', '09:20')],
    );
    when(mixed, record(3), now).types('attemptUncertain');
  });
});

describe('the reason for which a channel is given up', () => {
  test('three days to the minute are not yet too long; a minute more is, and the reason says so', () => {
    const failing = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, busy, '09:01'), begin('wecom', '09:01', '2024-03-30')],
    );
    const again: NoticeCommand = { type: 'recordOutcome', attempt: 2, outcome: busy };
    when(failing, again, time('09:01', '2024-03-30')).types('attemptRefused');
    const now = time('09:02', '2024-03-30');
    when(failing, again, now).then(
      [
        'attemptRefused',
        {
          ...{ attempt: 2, at: now, code: 'wecom:45009', message: 'too often' },
          notBefore: plusMs(now, 60_000),
        },
      ],
      [
        'channelGivenUp',
        {
          channel: 'wecom',
          reason: {
            zh: 'wecom 连续 3 天无法送达：too often',
            en: 'wecom could not deliver it for 3 days: too often',
          },
        },
      ],
    );
  });

  test('the last channel’s reason is the notice’s; what another channel did does not lengthen its pause', () => {
    const state = after(
      spec(),
      ...[begin('wecom', '09:01'), outcome(1, never, '09:02'), begin('email', '09:03')],
    );
    const now = time('12:00');
    const reason = { zh: 'email 拒收：no such robot', en: 'email refuses it: no such robot' };
    when(state, { type: 'recordOutcome', attempt: 2, outcome: never }, now).then(
      [
        'attemptRefused',
        {
          ...{ attempt: 2, at: now, code: 'wecom:93000', message: 'no such robot' },
          notBefore: plusMs(now, 30_000),
        },
      ],
      ['channelGivenUp', { channel: 'email', reason }],
      ['noticeUndeliverable', { reason }],
    );
  });
});

describe('when a notice goes out', () => {
  const hours = { ...BY_TWO, hours: { from: '08:30', to: '18:00' } };

  test('within the hours it goes at once; at the minute they end it waits for the next day', () => {
    expect(sendAt(after(spec(hours)), ZONE)).toBe(time('09:00'));
    const closing = { ...BY_TWO, hours: { from: '08:30', to: '09:00' } };
    expect(sendAt(after(spec(closing)), ZONE)).toBe(time('08:30', '2024-03-28'));
  });

  test('a reminder without a digest goes at once', () => {
    const reminder = after(spec(BY_TWO, -3));
    expect([sendAt(reminder, ZONE), digestOf(reminder, ZONE)]).toEqual([time('09:00'), undefined]);
  });

  test('what comes up at the digest’s own minute goes into it', () => {
    const state = after(spec({ ...BY_TWO, digestAt: '09:00' }, 0));
    expect([sendAt(state, ZONE), digestOf(state, ZONE)]).toEqual([time('09:00'), '2024-03-27']);
  });

  test('a retry by hand does not run ahead of the digest', () => {
    const retry: [string, NoticeCommand] = [time('12:00'), { type: 'retryNotice', by: '县调度办' }];
    expect(sendAt(after(spec({ ...BY_TWO, digestAt: '17:00' }, -3), retry), ZONE)).toBe(time('17:00'));
  });
});

describe('what ends a notice', () => {
  const why = { by: '县调度办', reason: '已电话告知' };
  const reason = { zh: '已完成', en: 'done' };

  test('what was sent is neither retried nor withdrawn', () => {
    const sent = after(spec(), begin('wecom', '09:01'), outcome(1, { outcome: 'sent' }, '09:02'));
    when(sent, { type: 'retryNotice', by: '县调度办' }).refused('noticeOver');
    when(sent, { type: 'withdrawNotice', reason }).refused('noticeOver');
  });

  test('a muted notice keeps why, and does not go out', () => {
    const muted = evolveAll(after(spec()), { type: 'muteNotice', ...why }, time('12:00'));
    expect(muted).toEqual({
      ...after(spec()),
      status: 'muted',
      reason: { zh: '已电话告知', en: '已电话告知' },
    });
    expect(sendAt(muted, ZONE)).toBeNull();
  });

  test('one that could not be delivered can be muted', () => {
    const one = { ...BY_TWO, channels: BY_TWO.channels.slice(0, 1) };
    const failed = after(spec(one), begin('wecom', '09:01'), outcome(1, never, '09:02'));
    expect(failed.status).toBe('undeliverable');
    when(failed, { type: 'muteNotice', ...why }).then(['noticeMuted', why]);
  });

  test('a withdrawn notice says so, and why', () => {
    const withdrawn = evolveAll(after(spec()), { type: 'withdrawNotice', reason }, time('12:00'));
    expect(withdrawn).toEqual({ ...after(spec()), status: 'withdrawn', reason });
  });

  test('it is outdated when its obligation is done, withdrawn or not there', () => {
    const gone = { zh: '甲线试生产已完成或已撤销', en: '甲线试生产 is done or withdrawn' };
    const project = foldProject(signed())!;
    const key = 'milestone:a-trial';
    const changed = (change: object) => ({
      ...project,
      obligations: { [key]: { ...project.obligations[key]!, ...change } },
    });
    expect(outdated(spec(), changed({}))).toBeUndefined();
    expect(outdated(spec(), changed({ doneOn: '2024-03-25' }))).toEqual(gone);
    expect(outdated(spec(), changed({ withdrawnOn: '2024-03-25' }))).toEqual(gone);
    expect(outdated(spec(), { ...project, obligations: {} })).toEqual(gone);
  });
});

function evolveAll(state: Notice, command: NoticeCommand, now: string): Notice {
  const decision = decideNotice(command, state, { ...RULES, now });
  if (!decision.ok) throw new Error(decision.rejection.code);
  return decision.events.reduce<Notice>((s, e) => evolveNotice(s, e), state);
}

/** The checker itself: for each of its rules a bug planted in a good history, which it must name, and no other. */
import { expect, test } from 'vitest';
import { check, RULES } from './checker.ts';
import type { History, Operation } from './history.ts';

const operation = (commandId: string, begin: number, more: Partial<Operation> = {}): Operation => ({
  ...{ client: 0, stream: 'project/p', commandId, begin, end: begin + 5, answer: 'ok' },
  ...more,
});

/** Three commands that were done, one that was refused, one of which nobody knows; a rung told to one person. */
function good(): History {
  const event = (version: number, type: string, commandId: string) => ({
    ...{ position: version * 10, stream: 'project/p', version, type, commandId, commandSeq: 0 },
  });
  return {
    operations: [
      operation('sign', 0, { version: 1 }),
      operation('a', 10, { version: 2 }),
      operation('no', 20, { answer: 'refused' }),
      operation('perhaps', 30, { answer: 'unknown', end: 100 }),
      operation('b', 40, { version: 3 }),
    ],
    readings: [{ stream: 'project/p', begin: 50, version: 3 }],
    events: [
      event(1, 'projectSigned', 'sign'),
      event(2, 'progressReported', 'a'),
      event(3, 'progressReported', 'b'),
      { ...event(4, 'rungReached', 'time/1'), rung: 'milestone:m due 1', recipients: 1 },
    ],
    notices: [{ id: 'p:4:0', status: 'sent', perhapsTwice: false, key: 'k' }],
    received: ['k'],
    differences: 0,
    verify: null,
    stuck: null,
  };
}

/** Each breaks one rule and, as a bug would, nothing else. */
const BUGS: Record<keyof typeof RULES, (h: History) => void> = {
  lost: (h) => h.operations.push(operation('gone', 60)),
  twice: (h) => h.events.push({ ...h.events[2]!, position: 50, version: 5 }),
  refusedButDone: (h) => (h.operations[1]!.answer = 'refused'),
  otherVersion: (h) => (h.operations[1]!.version = 3),
  reordered: (h) => Object.assign(h.operations[4]!, { begin: 6, end: 8 }),
  staleRead: (h) => (h.readings[0]!.version = 2),
  gap: (h) => (h.events[3]!.version = 5),
  disorder: (h) => (h.events[3]!.position = 25),
  readModel: (h) => (h.differences = 1),
  rungTwice: (h) =>
    h.events.push({ ...h.events[3]!, position: 50, version: 5, commandId: 'time/2', recipients: 0 }),
  notTold: (h) => (h.events[3]!.recipients = 2),
  notSent: (h) => (h.received = []),
  sentTwice: (h) => h.received.push('k'),
  broken: (h) => (h.verify = 'first broken event: position 20'),
  stuck: (h) => (h.stuck = '3 projects wait for their workflow'),
};

test('a good history has no fault', () => {
  expect(check(good())).toEqual([]);
});

test.each(Object.entries(BUGS))('%s is caught', (rule, plant) => {
  const history = good();
  plant(history);
  const found = check(history);
  expect(found.map((f) => f.rule)).toContain(rule);
  // A stream with a hole cuts its notices off from their rungs too.
  if (rule !== 'gap') expect(new Set(found.map((f) => f.rule))).toEqual(new Set([rule]));
});

test('what is uncertain may be there or not, and may have been heard twice where the log says so', () => {
  const history = good();
  history.operations[4]!.answer = 'unknown';
  history.received.push('k');
  history.notices[0]!.perhapsTwice = true;
  expect(check(history)).toEqual([]);
  history.events = history.events
    .filter((e) => e.commandId !== 'b')
    .map((e, i) => ({ ...e, version: i + 1 }));
  history.notices[0]!.id = 'p:3:0';
  history.readings = [];
  expect(check(history)).toEqual([]);
});

test('a notice of no rung, one rung of two notices', () => {
  const history = good();
  history.notices.push({ ...history.notices[0]!, id: 'p:9:0', key: 'other', status: 'open' });
  history.notices.push({ ...history.notices[0]! });
  expect(check(history).map((f) => f.what)).toEqual(['p:9:0 has no rung', 'a notice is there twice']);
});

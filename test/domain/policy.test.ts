import { describe, expect, test } from 'vitest';
import type { LightRule, ProjectLightRule } from '../../domain/lights.ts';
import { checkPolicy, CLOCK_KINDS, POLICY, ROLE_NAMES, type Policy, type Rung } from '../../domain/policy.ts';
import { simulate } from '../../domain/simulate.ts';
import { RULES } from '../../domain/rules.ts';
import { on, PLANT } from '../given.ts';

const ladder = (...rungs: Rung[]): Policy => ({ ...POLICY, ladders: { ...POLICY.ladders, internal: rungs } });
const obligation = (...rules: LightRule[]): Policy => ({
  ...POLICY,
  lights: { ...POLICY.lights, obligation: rules },
});
const project = (...rules: ProjectLightRule[]): Policy => ({
  ...POLICY,
  lights: { ...POLICY.lights, project: rules },
});
const [remind, due] = POLICY.ladders.internal as [Rung, Rung];

describe('the default policy', () => {
  test('has no fault', () => expect(checkPolicy(POLICY)).toEqual([]));

  test('climbs: reminder, due, chief, department, and from a promise on to the leader and the on-site office', () => {
    const days = (clock: (typeof CLOCK_KINDS)[number]) =>
      POLICY.ladders[clock].map((r) => `${r.rung} ${r.afterWorkdays} ${r.tell.join('+')}`);
    expect(CLOCK_KINDS).toEqual(['statutory', 'commitment', 'internal']);
    expect(days('commitment')).toEqual([
      'remind -3 owner',
      'due 0 owner',
      'chief 1 owner+projectChief',
      'department 3 department+office',
      'leader 5 leaderInCharge',
      'onSiteOffice 10 leaderInCharge+office',
    ]);
    expect(days('statutory')).toEqual([
      'remind -3 owner',
      'due 0 owner',
      'chief 1 owner+projectChief',
      'department 2 department+office',
      'leader 3 leaderInCharge',
    ]);
    expect(days('internal')).toEqual([
      'remind -3 owner',
      'due 0 owner',
      'chief 1 owner+projectChief',
      'department 5 department+office',
    ]);
  });

  test('extends a statutory clock once by ten working days, as the law says, and others as their basis says', () => {
    expect(POLICY.extensions).toEqual({
      statutory: { times: 1, workdays: 10 },
      commitment: null,
      internal: null,
    });
  });

  test('names every role in both languages', () => {
    expect(Object.values(ROLE_NAMES).every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
    expect(Object.keys(ROLE_NAMES)).toHaveLength(6);
  });
});

describe('a policy is faulty', () => {
  const bad = (policy: Policy) => checkPolicy(policy).map((f) => `${f.path}: ${f.message.en}`);

  test.each(['9:00', '24:00', '09:60', '09:00:00', ' 09:00', '0900', ''])('with the time %j', (rungTime) => {
    expect(bad({ ...POLICY, rungTime })).toEqual(['rungTime: a time is written 09:00']);
  });
  test.each(['00:00', '09:30', '19:59', '23:59'])('but not with the time %s', (rungTime) => {
    expect(bad({ ...POLICY, rungTime })).toEqual([]);
  });

  test.each<[string, Policy, string[]]>([
    [
      'with a rung twice',
      ladder(remind, due, { ...due, afterWorkdays: 1 }),
      ['ladders.internal[2].rung: the rung stands twice'],
    ],
    [
      'with two rungs on one day',
      ladder(remind, { ...due, afterWorkdays: -3 }),
      ['ladders.internal[1].afterWorkdays: each rung must come later than the one before it'],
    ],
    [
      'with a rung before the one below it',
      ladder(due, remind),
      ['ladders.internal[1].afterWorkdays: each rung must come later than the one before it'],
    ],
    [
      'with a rung of half a day',
      ladder({ ...remind, afterWorkdays: 0.5 }),
      ['ladders.internal[0].afterWorkdays: working days are a whole number'],
    ],
    [
      'with a rung that tells nobody',
      ladder({ ...remind, tell: [] }),
      ['ladders.internal[0].tell: nobody is told'],
    ],
    [
      'with an acknowledgement that holds for no day',
      { ...POLICY, acknowledgementWorkdays: 0 },
      ['acknowledgementWorkdays: working days are a whole number from 1'],
    ],
    [
      'with an acknowledgement that holds for ever',
      { ...POLICY, acknowledgementWorkdays: Infinity },
      ['acknowledgementWorkdays: working days are a whole number from 1'],
    ],
    [
      'with a verification in less than no time',
      { ...POLICY, verificationWorkdays: -1 },
      ['verificationWorkdays: working days are a whole number from 1'],
    ],
  ])('%s', (_, policy, faults) => {
    expect(bad(policy)).toEqual(faults);
  });

  test('but not with an empty ladder, nor with the shortest terms', () => {
    expect(bad(ladder())).toEqual([]);
    expect(bad({ ...POLICY, acknowledgementWorkdays: 1, verificationWorkdays: 1 })).toEqual([]);
  });

  const SHARE =
    'lights.obligation[0]: a share is 0 to 100 per cent, and working days are a whole number from 0';
  test.each<[LightRule, string[]]>([
    [{ when: 'progressBelow', light: 'red', percent: 0 }, []],
    [{ when: 'progressBelow', light: 'red', percent: 100 }, []],
    [{ when: 'progressBelow', light: 'red', percent: -1 }, [SHARE]],
    [{ when: 'progressBelow', light: 'red', percent: 101 }, [SHARE]],
    [{ when: 'progressBelow', light: 'red', percent: NaN }, [SHARE]],
    [{ when: 'pointsBehind', light: 'red', points: 100 }, []],
    [{ when: 'pointsBehind', light: 'red', points: 101 }, [SHARE]],
    [{ when: 'pointsBehind', light: 'red', points: -1 }, [SHARE]],
    [{ when: 'nearDue', light: 'yellow', workdays: 0 }, []],
    [{ when: 'nearDue', light: 'yellow', workdays: -1 }, [SHARE]],
    [{ when: 'nearDue', light: 'yellow', workdays: 0.5 }, [SHARE]],
    [{ when: 'late', light: 'red' }, []],
    [{ when: 'late', light: 'red', workdays: 2 }, []],
    [{ when: 'late', light: 'red', workdays: -2 }, [SHARE]],
    [{ when: 'madeUpLate', light: 'yellow', workdays: -2 }, [SHARE]],
    [{ when: 'waiting', light: 'yellow' }, []],
  ])('by its rule %j: %j', (rule, faults) => {
    expect(bad(obligation(rule))).toEqual(faults);
  });

  const COUNT = 'lights.project[0]: months are a whole number from 1, reviews in a row 1 to 8';
  test.each<[ProjectLightRule, string[]]>([
    [{ when: 'notStarted', light: 'red', months: 1 }, []],
    [{ when: 'notStarted', light: 'red', months: 24 }, []],
    [{ when: 'notStarted', light: 'red', months: 0 }, [COUNT]],
    [{ when: 'notStarted', light: 'red', months: 1.5 }, [COUNT]],
    [{ when: 'yellowInARow', light: 'red', reviews: 1 }, []],
    [{ when: 'yellowInARow', light: 'red', reviews: 8 }, []],
    [{ when: 'yellowInARow', light: 'red', reviews: 9 }, [COUNT]],
    [{ when: 'yellowInARow', light: 'red', reviews: 0 }, [COUNT]],
  ])('by its rule %j about a project: %j', (rule, faults) => {
    expect(bad(project(rule))).toEqual(faults);
  });

  test('in several places, each told in Chinese too', () => {
    const policy = { ...ladder({ ...remind, tell: [] }), rungTime: 'noon' };
    expect(checkPolicy(policy).map((f) => f.message.zh)).toEqual(['时间应写作 09:00', '未写通知谁']);
  });
});

test('every rung names who is accountable: an escalation adds and takes nobody off', () => {
  const sign = { at: on('2024-01-08').now, actor: 'x', command: { type: 'signProject', ...PLANT } } as const;
  const rungs = simulate([sign], on('2024-12-31').now, RULES).flatMap(({ event }) =>
    event?.type === 'rungReached' && event.data.obligation === 'milestone:a-trial' ? [event.data] : [],
  );
  expect(rungs.map((r) => r.rung)).toEqual(POLICY.ladders.commitment.map((r) => r.rung));
  for (const { accountable, policy } of rungs) {
    expect(accountable).toEqual({ role: 'projectChief', person: '赵项目长' });
    expect(policy).toEqual({ id: 'county', version: 1 });
  }
});

test('a rule for eight yellow reviews in a row finds eight remembered', () => {
  const policy = {
    ...POLICY,
    lights: {
      obligation: [{ when: 'nearDue', light: 'yellow', workdays: 200 } as const],
      project: [{ when: 'yellowInARow', light: 'red', reviews: 8 } as const],
    },
  };
  const sign = { at: on('2024-01-08').now, actor: 'x', command: { type: 'signProject', ...PLANT } } as const;
  const marks = simulate([sign], on('2024-03-25').now, { ...RULES, policy }).flatMap(({ event }) =>
    event?.type === 'lightMarked' ? [event.data.light] : [],
  );
  expect(marks).toEqual([
    ...Array.from({ length: 8 }, () => 'yellow'),
    ...Array.from({ length: 3 }, () => 'red'),
  ]);
});

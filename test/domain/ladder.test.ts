import { describe, expect, test } from 'vitest';
import { instantAt } from '../../domain/dates.ts';
import { POLICY, type Policy } from '../../domain/policy.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event, type Context } from '../../domain/project/slice.ts';
import { nextDueAt, passTime } from '../../domain/project/time.ts';
import { RULES } from '../../domain/rules.ts';
import { after, given, on, project, signed, signedRich, withHolidays } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const pass = (context: Context) => ({ type: 'passTime', now: context.now }) as const;
const slept = (events: ProjectEvent[], context: Context, obligation = TRIAL): string[] =>
  passTime(project(events), context).flatMap((e) =>
    e.type === 'rungReached' && e.data.obligation === obligation ? [`${e.occurredOn} ${e.data.rung}`] : [],
  );
const directive = (dueOn: string, issuedOn: string): ProjectEvent[] =>
  after(signed(), [
    on(issuedOn),
    { type: 'issueDirective', directive: 'd', title: '督办', owner: '周局长', dueOn },
  ]);

describe('a rung', () => {
  test('says what is due, in which version, by which policy, who answers for it and who is told', () => {
    given(signed())
      .when(pass(on('2024-03-21')), on('2024-03-21'))
      .then(
        event('rungReached', '2024-03-21', {
          obligation: TRIAL,
          kind: 'milestone',
          title: '甲线试生产',
          clock: 'commitment',
          rung: 'remind',
          name: { zh: '到期提醒', en: 'reminder' },
          afterWorkdays: -3,
          dueOn: '2024-03-26',
          deadlineVersion: 1,
          policy: { id: 'county', version: 1 },
          accountable: { role: 'projectChief', person: '赵项目长' },
          recipients: [{ role: 'projectChief', person: '赵项目长' }],
        }),
      );
  });

  test('adds people and keeps the chief accountable', () => {
    const told = passTime(project(signed()), on('2024-04-10')).flatMap((e) =>
      e.type === 'rungReached'
        ? [[e.data.rung, e.data.accountable.person, e.data.recipients.map((r) => r.person).join('+')]]
        : [],
    );
    expect(told).toEqual([
      ['remind', '赵项目长', '赵项目长'],
      ['due', '赵项目长', '赵项目长'],
      ['chief', '赵项目长', '赵项目长'],
      ['department', '赵项目长', '县工信局+县调度办'],
      ['leader', '赵项目长', '孙副县长'],
      ['onSiteOffice', '赵项目长', '孙副县长+县调度办'],
    ]);
  });

  test('tells nobody twice, though two roles are one person’s', () => {
    const both: Policy = {
      ...POLICY,
      ladders: {
        ...POLICY.ladders,
        commitment: [{ ...POLICY.ladders.commitment[0]!, tell: ['owner', 'projectChief', 'leaderInCharge'] }],
      },
    };
    const [rung] = passTime(project(signed()), { ...on('2024-03-21'), policy: both });
    expect(rung).toMatchObject({
      data: {
        recipients: [
          { role: 'projectChief', person: '赵项目长' },
          { role: 'leaderInCharge', person: '孙副县长' },
        ],
      },
    });
  });

  test('for a department goes to the office where no department is named', () => {
    const plain = after(signed(), [
      on('2024-01-09'),
      { type: 'addMilestone', id: 'x', name: '无部门', committedOn: '2024-03-26' },
    ]);
    const rung = passTime(project(plain), on('2024-03-29')).findLast(
      (e) => e.type === 'rungReached' && e.data.obligation === 'milestone:x',
    );
    expect(rung).toMatchObject({
      data: { rung: 'department', recipients: [{ role: 'office', person: '县调度办' }] },
    });
    const acting = { role: 'office', person: '周代办', from: '2024-03-29', to: '2024-03-29' } as const;
    const away = after(plain, [on('2024-03-01'), { type: 'appointActing', ...acting, reason: '外出' }]);
    const told = passTime(project(away), on('2024-03-29')).findLast(
      (e) => e.type === 'rungReached' && e.data.obligation === 'milestone:x',
    );
    expect(told).toMatchObject({
      data: { recipients: [{ role: 'office', person: '周代办', absent: '县调度办' }] },
    });
  });
});

describe('the days of the ladder', () => {
  test('are working days: over Spring Festival with the eve and the Sunday that were worked', () => {
    const events = directive('2024-02-19', '2024-01-09');
    const days: string[] = [];
    let state = project(events);
    for (let now = nextDueAt(state, on('2024-01-09')); now !== null && now < '2024-03-15';) {
      const said = passTime(state, { ...on('2024-01-09'), now });
      days.push(...said.map((e) => (e.type === 'rungReached' ? `${e.occurredOn} ${e.data.rung}` : e.type)));
      state = project([...events, ...said]);
      events.push(...said);
      now = nextDueAt(state, { ...on('2024-01-09'), now });
    }
    expect(days).toEqual([
      '2024-02-08 remind',
      '2024-02-19 due',
      '2024-02-20 chief',
      '2024-02-22 department',
      '2024-02-26 leader',
      '2024-03-04 onSiteOffice',
    ]);
  });

  test('fall before a due date at a weekend, and after it count from Monday', () => {
    const due = directive('2024-03-30', '2024-03-20');
    expect(slept(due, on('2024-03-28', '09:00'), 'directive:d')).toEqual(['2024-03-28 remind']);
    expect(slept(due, on('2024-03-29', '09:00'), 'directive:d')).toEqual([
      '2024-03-29 remind',
      '2024-03-29 due',
    ]);
    expect(slept(due, on('2024-04-01', '09:00'), 'directive:d').at(-1)).toBe('2024-04-01 chief');
  });

  test('begin at nine, not a minute before', () => {
    expect(slept(signed(), on('2024-03-21', '08:59'))).toEqual([]);
    expect(slept(signed(), on('2024-03-21', '09:00'))).toEqual(['2024-03-21 remind']);
    expect(nextDueAt(project(signed()), on('2024-01-08'))).toBe(on('2024-03-21', '09:00').now);
  });

  // Due on Monday 25 March: three working days before it is Wednesday the 20th.
  test.each([
    ['2024-03-19', ['2024-03-25 remind', '2024-03-25 due']],
    ['2024-03-20', ['2024-03-25 due']],
    ['2024-03-21', ['2024-03-25 due']],
  ])('leave out a reminder whose day had come when the directive was issued on %s', (issued, rungs) => {
    expect(slept(directive('2024-03-25', issued), on('2024-03-25'), 'directive:d')).toEqual(rungs);
  });

  test('leave out no date that is due on the day on which it was set', () => {
    expect(slept(directive('2024-03-25', '2024-03-25'), on('2024-03-25'), 'directive:d')).toEqual([
      '2024-03-25 due',
    ]);
  });

  test('go on from the rung that was reached: one that a later policy puts below it is left out', () => {
    const told = after(signed(), [on('2024-03-27'), pass(on('2024-03-27'))]);
    const severe = { rung: 'severe', name: { zh: '严重', en: 'severe' }, tell: ['owner'] } as const;
    const [remind, due, ...above] = POLICY.ladders.commitment;
    const between = { ...severe, tell: [...severe.tell], afterWorkdays: 0 };
    const policy = {
      ...POLICY,
      ladders: { ...POLICY.ladders, commitment: [remind!, due!, between, ...above] },
    };
    expect(slept(told, { ...on('2024-03-29'), policy })).toEqual(['2024-03-29 department']);
  });

  test('are days of the office, also where the day of the world is the next one', () => {
    const zone = 'America/New_York';
    const calendar = { ...RULES.calendar, zone };
    const evening = { ...RULES, calendar, now: instantAt('2024-03-20', '22:00', zone) };
    expect(nextDueAt(project(signed()), evening)).toBe(instantAt('2024-03-21', '09:00', zone));
  });

  test('are made up in order when they were slept through, on the first working day from now', () => {
    const missed = ['remind', 'due', 'chief'].map((rung) => `2024-04-01 ${rung}`);
    expect(slept(signed(), on('2024-03-30', '10:00'))).toEqual([]);
    expect(nextDueAt(project(signed()), on('2024-03-30', '10:00'))).toBe(on('2024-04-01').now);
    expect(slept(signed(), on('2024-04-01', '08:59'))).toEqual([]);
    expect(slept(signed(), on('2024-04-01'))).toEqual([...missed, '2024-04-01 department']);
    expect(slept(signed(), on('2024-04-04', '12:00'))).toEqual([]);
    expect(nextDueAt(project(signed()), on('2024-04-04', '12:00'))).toBe(on('2024-04-07').now);
  });
});

describe('the ladder is held', () => {
  const seen = { type: 'acknowledge', obligation: TRIAL, by: '赵项目长' } as const;
  const told = after(signed(), [on('2024-03-27'), pass(on('2024-03-27'))]);

  test('by an acknowledgement, to the working day after its last day and no longer', () => {
    const held = after(told, [on('2024-03-28'), seen]);
    expect(nextDueAt(project(held), on('2024-03-28'))).toBe(on('2024-04-02').now);
    expect(slept(held, on('2024-04-01', '23:59'))).toEqual([]);
    expect(slept(held, on('2024-04-02')).slice(0, 1)).toEqual(['2024-04-02 department']);
  });

  test('by an acknowledgement not at all, where the next rung is further away', () => {
    const high = after(told, [on('2024-04-02'), pass(on('2024-04-02'))], [on('2024-04-02', '10:00'), seen]);
    expect(project(high).obligations[TRIAL]!.acknowledgement).toEqual({
      ...{ rung: 'leader', by: '赵项目长', on: '2024-04-02', until: '2024-04-07' },
    });
    expect(nextDueAt(project(high), on('2024-04-07'))).toBe(on('2024-04-10').now);
  });

  test('for ever when it has been climbed to its end', () => {
    const all = after(told, [on('2024-04-10'), pass(on('2024-04-10'))]);
    expect(slept(all, on('2025-01-02'))).toEqual([]);
  });
});

describe('things due at one time', () => {
  const inOrder = 'happen in a fixed order: the calendar, then windows, then rungs, then marks; rungs at %s';
  test.each(['09:00', '00:00'])(inOrder, (rungTime) => {
    const lights = {
      ...POLICY.lights,
      project: [{ when: 'yellowInARow', light: 'red', reviews: 2 } as const],
    };
    const policy = { ...POLICY, lights, rungTime };
    const calendar = withHolidays(['2024-03-20'], '2024-03-04');
    const waits = after(signedRich(), [
      on('2024-02-26'),
      { type: 'awaitWindow', window: 'tie-in', milestone: 'power-on' },
      { type: 'issueDirective', directive: 'd', title: '督办', owner: '周局长', dueOn: '2024-03-04' },
    ]);
    const quiet = after(waits, [{ ...on('2024-03-03'), policy }, pass(on('2024-03-03'))]);
    const said = passTime(project(quiet), { ...on('2024-03-04'), policy, calendar });
    expect([...new Set(said.map((e) => e.type))]).toEqual([
      'calendarAdopted',
      'windowOpened',
      'clockResumed',
      'rungReached',
      'lightMarked',
    ]);
    expect(said.at(-1)).toMatchObject({ occurredOn: '2024-03-04', data: { light: 'red' } });
  });

  test('are counted by the calendar of the day, also by one of another name', () => {
    const calendar = { ...RULES.calendar, id: 'county' };
    expect(passTime(project(signed()), { ...on('2024-01-09'), calendar })).toEqual([
      event('calendarAdopted', '2024-01-09', {
        calendar: { id: 'county', version: RULES.calendar.version },
      }),
    ]);
  });

  test('are no weekly marks, where no rule asks for lights in a row', () => {
    const rules = [{ when: 'notStarted', light: 'red', months: 1 } as const];
    const policy = { ...POLICY, lights: { ...POLICY.lights, project: rules } };
    expect(passTime(project(signed()), { ...on('2024-01-22'), policy })).toEqual([]);
  });

  test('are a weekly mark also while the calendar lacks a year: its light is judged on its day', () => {
    const lights = {
      ...POLICY.lights,
      project: [{ when: 'yellowInARow', light: 'red', reviews: 2 } as const],
    };
    const calendar = { ...RULES.calendar, years: { '2024': RULES.calendar.years['2024']! } };
    const rules = { policy: { ...POLICY, lights }, calendar };
    const far = project(directive('2030-06-28', '2024-01-09'));
    expect(nextDueAt(far, { ...on('2024-01-09'), ...rules })).toBe(on('2024-01-15').now);
    expect(passTime(far, { ...on('2024-01-15'), ...rules })).toEqual([]);
  });
});

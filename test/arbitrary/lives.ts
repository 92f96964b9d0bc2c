/**
 * Random lives of the rich plant: commands on days in order, with the clock woken when something is due or
 * slept through, and calendar notices in between. The rules change with each notice, as a live system's do.
 */
import fc from 'fast-check';
import { withNotice, type Calendar } from '../../domain/calendar.ts';
import { addDays, instantAt, plusMs, weekday, type Instant } from '../../domain/dates.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { decideProject, evolveProject } from '../../domain/project/decide.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import type { Context } from '../../domain/project/slice.ts';
import type { Project } from '../../domain/project/state.ts';
import { nextDueAt } from '../../domain/project/time.ts';
import { RULES } from '../../store/system.ts';
import { RICH } from '../given.ts';
import { anyCommand } from './commands.ts';
import { sensible } from './sensible.ts';

type Action = { command: ProjectCommand } | { holidays: number[] };

export interface Turn {
  /** After the turn before, in hours. */
  hours: number;
  /** Nobody woke the clock meanwhile: what became due is done now, all at once. */
  asleep: boolean;
  action: Action;
}

export interface Life {
  weeklyMarks: boolean;
  /** The calendar ends with 2024, so that much of what is asked cannot be counted. */
  shortCalendar: boolean;
  turns: Turn[];
}

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: anyCommand.map((command) => ({ command })) },
  { weight: 8, arbitrary: sensible.map((command) => ({ command })) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.nat(700), { maxLength: 12 }).map((holidays) => ({ holidays })),
  },
);

export const lives: fc.Arbitrary<Life> = fc.record({
  weeklyMarks: fc.boolean(),
  shortCalendar: fc.boolean(),
  turns: fc.array(
    fc.record({
      hours: fc.oneof({ weight: 19, arbitrary: fc.integer({ min: 1, max: 150 }) }, fc.constant(3000)),
      asleep: fc.boolean(),
      action,
    }),
    {
      size: 'max',
      maxLength: 40,
    },
  ),
});

/** One event, with the project before and after it and what it was decided by. */
export interface Moment {
  event: ProjectEvent;
  before: Project;
  after: Project;
  context: Context;
}

export interface Lived {
  events: ProjectEvent[];
  moments: Moment[];
  /** The project and the rules at the end of each turn, and the command that was tried in it. */
  ends: { state: Project; context: Context; command?: ProjectCommand }[];
}

const MARKED: Policy = {
  ...RULES.policy,
  lights: { ...RULES.policy.lights, project: [{ when: 'yellowInARow', light: 'red', reviews: 2 }] },
};

export const SHORT: Calendar = {
  ...RULES.calendar,
  years: { '2023': RULES.calendar.years['2023']!, '2024': RULES.calendar.years['2024']! },
};

/** A calendar on whose notice some working weekdays of 2024 and 2025 are off, and some are worked again. */
function noticed(calendar: Calendar, days: number[], effectiveOn: string): Calendar {
  const off = days.map((n) => addDays('2024-01-31', n)).filter((d) => weekday(d) <= 5);
  return ['2024', '2025']
    .filter((year) => calendar.years[year])
    .reduce((next, year) => {
      const { makeUpWorkdays, holidays } = RULES.calendar.years[year]!;
      const more = off.filter((d) => d.startsWith(year));
      const all = [...new Set([...holidays.slice(more.length % 3), ...more])];
      return withNotice(next, {
        year: Number(year),
        source: '通知',
        effectiveOn,
        status: 'published',
        holidays: all,
        makeUpWorkdays,
      });
    }, calendar);
}

export function live({ weeklyMarks, shortCalendar, turns }: Life): Lived {
  let context: Context = {
    ...RULES,
    calendar: shortCalendar ? SHORT : RULES.calendar,
    policy: weeklyMarks ? MARKED : RULES.policy,
    now: instantAt(RICH.signedOn, '10:00', RULES.calendar.zone),
  };
  const lived: Lived = { events: [], moments: [], ends: [] };
  let state: Project | null = null;
  const take = (event: ProjectEvent): void => {
    const after = evolveProject(state, event);
    if (state) lived.moments.push({ event, before: state, after, context });
    lived.events.push(event);
    state = after;
  };
  const run = (command: ProjectCommand): void => {
    const decision = decideProject(command, state, context);
    if (decision.ok) decision.events.forEach(take);
  };
  const passAt = (now: Instant): void => {
    context = { ...context, now };
    run({ type: 'passTime', now });
  };

  run({ type: 'signProject', ...RICH });
  for (const { hours, asleep, action: act } of turns) {
    const until = plusMs(context.now, hours * 3_600_000);
    for (let i = 0; ; i++) {
      const due: Instant | null = asleep ? null : nextDueAt(state!, context);
      if (due === null || due > until) break;
      if (i > 500) throw new Error(`time does not pass: ${due} is due at ${context.now}`);
      passAt(due > context.now ? due : context.now);
    }
    passAt(until);
    if ('command' in act) run(act.command);
    else {
      const calendar = noticed(context.calendar, act.holidays, until.slice(0, 10));
      context = { ...context, calendar };
    }
    lived.ends.push({ state: state!, context, ...('command' in act ? { command: act.command } : {}) });
  }
  return lived;
}

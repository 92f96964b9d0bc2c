/**
 * How a subject is written: `evolve` has a line for each of its events, `decide` one for each of its
 * commands, and `project.ts` puts the subjects together. What is left out does not compile.
 */
import { addWorkdays, type Calendar } from '../calendar.ts';
import { isLocalDate, localDate, type Instant, type LocalDate } from '../dates.ts';
import { refuse, type Decision, type Refusal } from '../decision.ts';
import type { Office } from '../office.ts';
import type { Policy } from '../policy.ts';
import type { Template } from '../templates.ts';
import type { CommandOf, CommandType } from './commands.ts';
import type { ProjectEvent, ProjectEvents, ProjectEventType } from './events.ts';
import type { Project } from './state.ts';

/** Everything a decision may depend on beside the events. */
export interface Context extends Rules {
  now: Instant;
}

/** What a system decides by: versioned data, not code. */
export interface Rules {
  calendar: Calendar;
  policy: Policy;
  /** Policies of counties that have their own; `forCounty` takes them. */
  policies?: Readonly<Record<string, Policy>>;
  templates: readonly Template[];
  /** When reports are made, of all counties without settings of their own; `office.ts` has the default. */
  office?: Office;
  offices?: Readonly<Record<string, Office>>;
}

/** The rules with the policy of a county, where it has one of its own. */
export function forCounty<R extends Rules>(rules: R, county: string | undefined): R {
  const { policies } = rules;
  if (!policies || county === undefined || !Object.hasOwn(policies, county)) return rules;
  return { ...rules, policy: policies[county]! };
}

export const today = (context: Pick<Context, 'now' | 'calendar'>): LocalDate =>
  localDate(context.now, context.calendar.zone);

export type Evolve<T extends ProjectEventType> = {
  [K in T]: (state: Project, data: ProjectEvents[K], on: LocalDate) => Project;
};

/** The day a command is true of, and what it is decided by. */
export interface At {
  on: LocalDate;
  today: LocalDate;
  context: Context;
}

export type Decide<T extends CommandType> = {
  [K in T]: (command: CommandOf<K>, state: Project, at: At) => Decision<ProjectEvent>;
};

/** An event of one type, true of a day. */
export const event = <T extends ProjectEventType>(
  type: T,
  occurredOn: LocalDate,
  data: ProjectEvents[T],
): ProjectEvent => ({ type, occurredOn, data }) as ProjectEvent;

export const unknown = (what: string, zh: string, id: string, field: string): Refusal =>
  refuse(`unknown${what}`, `没有这个${zh}：${id}`, `there is no such ${what.toLowerCase()}: ${id}`, field);

export const duplicate = (zh: string, id: string, field: string): Refusal =>
  refuse('duplicateId', `${zh}编号重复：${id}`, `the id ${id} is taken`, field);

/** The refusal of what is not a date; a date that the calendar does not cover throws its `CalendarGap`. */
export function dateFault(
  date: LocalDate,
  field: string,
  { calendar }: Pick<Context, 'calendar'>,
): Refusal | undefined {
  if (!isLocalDate(date)) return refuse('badDate', `日期无效：${date}`, `not a date: ${date}`, field);
  addWorkdays(calendar, date, 0);
  return undefined;
}

/** The refusal of an end that is reported for a day before its beginning. */
export const beforeItBegan = (began: LocalDate | undefined, on: LocalDate): Refusal | undefined =>
  began === undefined || began <= on
    ? undefined
    : refuse('badDate', `${on} 早于开始日 ${began}`, `${on} is before it began on ${began}`, 'occurredOn');

/** The named fields of a record, without those that are undefined. */
export function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Picked<T, K> {
  const picked = {} as Picked<T, K>;
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key] as Picked<T, K>[K];
  return picked;
}

type Picked<T, K extends keyof T> = { [P in K]: Exclude<T[P], undefined> };

/** What of the portfolio a caller sees. */
import {
  coversCounty,
  grantsOf,
  isWhole,
  sees,
  seesProject,
  type AccessRole,
  type Caller,
} from '../domain/access.ts';
import { localDate } from '../domain/dates.ts';
import type { Project } from '../domain/project/state.ts';
import type { Entry } from '../domain/review/entry.ts';
import { reject, type Rejection } from '../domain/text.ts';
import { projectStream } from '../store/aggregates.ts';
import { readEntries } from '../store/entries.ts';
import { load } from '../store/read.ts';
import type { System } from '../store/system.ts';
import type { Row } from './access.ts';
import type { FoundProject } from './route.ts';

/** The project of that id, when the caller sees it by a grant in one of these roles. */
export async function projectFor(
  system: System,
  caller: Caller,
  id: string,
  now: string,
  roles?: readonly AccessRole[],
): Promise<FoundProject | undefined> {
  const loaded = await load(system.db, projectStream(id));
  const project = loaded?.state as Project | undefined;
  const on = localDate(now, system.rules.calendar.zone);
  if (!loaded || !project || !seesProject(caller, project, on, roles)) return undefined;
  return { project, version: loaded.version, face: loaded.face };
}

/** The entry of every project that the caller sees, in order of id. */
export async function entriesFor(system: System, caller: Caller, now: string): Promise<Entry[]> {
  const entries = await readEntries(system, now);
  return entries.filter((e) => sees(caller, { id: e.project, county: e.county }, e.seenBy));
}

/** The streams to which a list must keep; undefined for a caller who sees everything. */
export async function streamsFor(
  system: System,
  caller: Caller,
  now: string,
): Promise<ReadonlySet<string> | undefined> {
  if (grantsOf(caller, ['office', 'leader', 'auditor']).some(isWhole)) return undefined;
  return new Set((await entriesFor(system, caller, now)).map((e) => projectStream(e.project)));
}

/** Why a caller may do nothing in a county in these roles; undefined when they may. */
export function refusedCounty(caller: Caller, row: Row, county: string): Rejection | undefined {
  const roles = row.who === 'anyone' ? [] : row.who;
  if (grantsOf(caller, roles).some((g) => coversCounty(g, county))) return undefined;
  return reject('notAllowed', `无权处理${county}的事项`, `you may do nothing in ${county}`, 'county');
}

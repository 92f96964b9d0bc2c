/** The directives of one source, a review or a visit, followed to their closing however old they are. */
import { sql } from 'kysely';
import type { LocalDate } from '../domain/dates.ts';
import type { Project } from '../domain/project/state.ts';
import { projectOf } from './aggregates.ts';
import { load } from './read.ts';
import type { System } from './system.ts';

export interface TrackedDirective {
  project: string;
  name: string;
  county: string;
  directive: string;
  title: string;
  /** The department or party that it is for. */
  owner: string;
  issuedOn: LocalDate;
  dueOn: LocalDate;
  closedOn: LocalDate | null;
  evidence: string | null;
  withdrawnOn: LocalDate | null;
}

/** Directives issued with `source` (`review/2024-03-04`), in the order of issue; found by events. */
export async function directivesOf(system: System, source: string): Promise<TrackedDirective[]> {
  const { rows } = await sql<{ stream: string; directive: string }>`
    select stream, data ->> 'directive' as directive from events
    where type = 'directiveIssued' and data ->> 'source' = ${source} order by position`.execute(system.db);
  const tracked: TrackedDirective[] = [];
  for (const { stream, directive } of rows) {
    const state = (await load(system.db, stream))!.state as Project;
    const o = state.obligations[`directive:${directive}`]!;
    tracked.push({
      ...{ project: projectOf(stream), name: state.name, county: state.county },
      ...{ directive, title: o.title, owner: o.department ?? '', issuedOn: o.openedOn, dueOn: o.dueOn },
      ...{ closedOn: o.doneOn ?? null, evidence: o.evidence ?? null, withdrawnOn: o.withdrawnOn ?? null },
    });
  }
  return tracked;
}

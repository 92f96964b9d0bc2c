/**
 * What happened lately to each project, in the sentences of a review. It is kept until the project moves on: a
 * review costs what has happened since the last one.
 */
import type { LocalDate } from '../domain/dates.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import type { Project } from '../domain/project/state.ts';
import { changesOf, type Change, type ForecastMove, type SlipLine } from '../domain/review/changes.ts';
import { projectStream } from './aggregates.ts';
import { byProject } from '../domain/sorted.ts';
import type { Db } from './database.ts';
import { movedAfter, replaced } from './follow.ts';
import { Kept } from './kept.ts';
import { lastPosition, readOccurred, statesOf, type Occurred } from './read.ts';
import type { System } from './system.ts';

export interface Recent {
  project: string;
  county: string;
  changes: Change[];
  moves: ForecastMove[];
  slips: SlipLine[];
}

/** What is kept of a period, in order of project, up to a position of the log. */
interface Period {
  position: string;
  recent: readonly Recent[];
}

/** Periods that are kept: every board and report has its own. */
const PERIODS = 4;
const kept = new Kept<Period>(PERIODS);

/**
 * What happened to each project on a day after `after` up to `upTo`, in order of project; where it says the same it is the
 * same object as the last time.
 */
export async function recentNow(
  system: System,
  after: LocalDate,
  upTo: LocalDate,
): Promise<readonly Recent[]> {
  const { db } = system;
  const period = `${after} ${upTo}`;
  const known = kept.get(system, period);
  const moved = known && (await movedAfter(db, known.position));
  let next: Period;
  if (known && moved) {
    const fresh = await readRecent(db, { after, upTo, streams: moved.streams });
    next = {
      position: moved.position,
      recent: replaced(known.recent, moved.streams, fresh),
    };
  } else {
    const position = await lastPosition(db);
    next = { position, recent: (await readRecent(db, { after, upTo })).toSorted(byProject) };
  }
  kept.set(system, period, next);
  return next.recent;
}

async function readRecent(db: Db, which: Occurred): Promise<Recent[]> {
  if (which.streams?.length === 0) return [];
  const events = eventsByStream(await readOccurred(db, which));
  const recent: Recent[] = [];
  for await (const page of statesOf<Project>(db, [...events.keys()]))
    for (const project of page) recent.push(recentOf(project, events.get(projectStream(project.id))!));
  return recent;
}

export const recentOf = (project: Project, events: readonly ProjectEvent[]): Recent => ({
  ...{ project: project.id, county: project.county },
  ...changesOf(project, events),
});

/** The events of each stream, in their order. */
export function eventsByStream(events: readonly { stream: string }[]): Map<string, ProjectEvent[]> {
  const found = new Map<string, ProjectEvent[]>();
  for (const event of events) {
    const list = found.get(event.stream);
    if (list) list.push(event as unknown as ProjectEvent);
    else found.set(event.stream, [event as unknown as ProjectEvent]);
  }
  return found;
}

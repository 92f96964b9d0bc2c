/**
 * What happened lately to each project, in the sentences of a review. It is kept while a project's entry holds: a
 * review costs what has happened since the last one.
 */
import type { LocalDate } from '../domain/dates.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import type { Project } from '../domain/project/state.ts';
import { changesOf, type Change, type ForecastMove, type SlipLine } from '../domain/review/changes.ts';
import { projectStream } from './aggregates.ts';
import { marksOf } from './entries.ts';
import { readOccurred, statesOf, streamsOccurred } from './read.ts';
import type { System } from './system.ts';

export interface Recent {
  county: string;
  changes: Change[];
  moves: ForecastMove[];
  slips: SlipLine[];
}
type Kept = Map<string, { mark: string | undefined; recent: Recent }>;

/** Periods that are kept: every board and report has its own. */
const PERIODS = 4;
const kept = new WeakMap<System, Map<string, Kept>>();

/** What happened to each project on a day after `after` up to `upTo`. The entries have been read just before. */
export async function recentNow(system: System, after: LocalDate, upTo: LocalDate): Promise<Recent[]> {
  const marks = new Map(marksOf(system));
  const periods = kept.get(system) ?? new Map<string, Kept>();
  kept.set(system, periods);
  const known: Kept = periods.get(`${after} ${upTo}`) ?? new Map();
  const streams = await streamsOccurred(system.db, { after, upTo });
  const moved = streams.filter((stream) => {
    const mark = marks.get(stream)?.mark;
    return mark === undefined || known.get(stream)?.mark !== mark;
  });
  const fresh: Kept = new Map(known);
  const events = eventsByStream(await readOccurred(system.db, { after, upTo, streams: moved }));
  for await (const page of statesOf<Project>(system.db, moved)) {
    for (const project of page) {
      const stream = projectStream(project.id);
      const recent = recentOf(project, events.get(stream) ?? []);
      fresh.set(stream, { mark: marks.get(stream)?.mark, recent });
    }
  }
  periods.delete(`${after} ${upTo}`);
  periods.set(`${after} ${upTo}`, fresh);
  for (const old of [...periods.keys()].slice(0, -PERIODS)) periods.delete(old);
  return streams.flatMap((stream) => fresh.get(stream)?.recent ?? []);
}

export const recentOf = (project: Project, events: readonly ProjectEvent[]): Recent => ({
  county: project.county,
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

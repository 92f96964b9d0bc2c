/** What a project's workflow asks each time it wakes: do what is due, and say when to wake again. */
import { faceOf, type Face } from '../domain/project/facts.ts';
import type { Project } from '../domain/project/state.ts';
import { forCounty } from '../domain/project/slice.ts';
import { nextDueAt } from '../domain/project/time.ts';
import { projectStream } from './aggregates.ts';
import { load } from './read.ts';
import type { System } from './system.ts';
import { confirmShown, wakeAgain } from './wake.ts';

export interface Passed {
  face: Face;
  /** Milliseconds from the time it was until something is due; null when nothing is. */
  sleepMs: number | null;
}

/**
 * Passes time for one project at `at`, the workflow's clock. Idempotent: what has fired does not fire
 * again. Throws when the project is unknown to the log.
 */
export async function passProjectTime(
  system: System,
  input: { project: string; at: string; commandId: string },
): Promise<Passed> {
  const stream = projectStream(input.project);
  const at = await system.clock.notAhead(input.at);
  const now = await system.clock.now(at);
  const outcome = await system.handle({
    stream,
    commandId: input.commandId,
    actor: 'clock',
    at,
    commands: [{ type: 'passTime', now }],
  });
  if (!outcome.ok) throw new Error(`${stream}: ${outcome.rejection.message.en}`);
  const loaded = (await load(system.db, stream))!;
  const project = loaded.state as Project;
  const context = { ...forCounty(await system.freshRules(), project.county), now };
  const next = nextDueAt(project, context);
  const face = faceOf(project, context, next);
  const confirmed = await confirmShown(system.db, stream, loaded.version, face);
  if (!confirmed) await wakeAgain(system.db, stream);
  return { face, sleepMs: next === null ? null : Math.max(Date.parse(next) - Date.parse(now), 0) };
}

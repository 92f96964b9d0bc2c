/**
 * Runs a project's life with no server: the same `decide` and `evolve`, with a clock that jumps from one
 * due instant to the next. The same input gives the same log.
 */
import { decideProject, evolveProject } from './project/decide.ts';
import type { ProjectCommand } from './project/commands.ts';
import type { ProjectEvent } from './project/events.ts';
import type { Project } from './project/state.ts';
import { nextDueAt } from './project/time.ts';
import type { Rules } from './project/slice.ts';
import type { Instant } from './dates.ts';
import type { Rejection } from './text.ts';

export interface Step {
  at: Instant;
  actor: string;
  command: ProjectCommand;
}

export interface Happening {
  at: Instant;
  actor: string;
  event?: ProjectEvent;
  rejection?: Rejection;
}

/**
 * Carries out `steps` (in order of `at`) and lets time pass between them, until `until`. Returns every
 * event and every refusal with the instant at which it came about.
 */
export function simulate(steps: Step[], until: Instant, rules: Rules): Happening[] {
  const log: Happening[] = [];
  let state: Project | null = null;
  let clock: Instant = '';

  /** Whether the command was accepted. */
  const run = (command: ProjectCommand, actor: string, now: Instant): boolean => {
    clock = now;
    const decision = decideProject(command, state, { ...rules, now });
    if (!decision.ok) {
      log.push({ at: now, actor, rejection: decision.rejection });
      return false;
    }
    for (const event of decision.events) {
      log.push({ at: now, actor, event });
      state = evolveProject(state, event);
    }
    return true;
  };

  const passUntil = (limit: Instant): void => {
    for (;;) {
      const due: Instant | null = state && nextDueAt(state, { ...rules, now: limit });
      if (due === null || due > limit) return;
      // What a step made due in the past happens now: time does not run back.
      const at = due < clock ? clock : due;
      if (!run({ type: 'passTime', now: at }, 'clock', at)) return;
    }
  };

  for (const step of steps) {
    passUntil(step.at);
    run(step.command, step.actor, step.at);
  }
  passUntil(until);
  return log;
}

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

  const run = (command: ProjectCommand, actor: string, now: Instant): void => {
    const decision = decideProject(command, state, { ...rules, now });
    if (!decision.ok) {
      log.push({ at: now, actor, rejection: decision.rejection });
      return;
    }
    for (const event of decision.events) {
      log.push({ at: now, actor, event });
      state = evolveProject(state, event);
    }
  };

  // What is due at once, after a step, is done at the step's own time: a clock does not go back.
  let clock: Instant = '';
  const passUntil = (limit: Instant): void => {
    for (;;) {
      const due: Instant | null = state && nextDueAt(state, { ...rules, now: clock });
      if (due === null || due > limit) return;
      if (due > clock) clock = due;
      run({ type: 'passTime', now: clock }, 'clock', clock);
    }
  };

  for (const step of steps) {
    passUntil(step.at);
    clock = step.at;
    run(step.command, step.actor, step.at);
  }
  passUntil(until);
  return log;
}

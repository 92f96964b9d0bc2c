/** What a project's workflow may do: pass time, and hand on a command that was sent to it. */
import type { ProjectCommand } from '../domain/project/commands.ts';
import { projectCommand } from '../contracts/project.ts';
import { projectStream } from '../store/aggregates.ts';
import { passProjectTime, type Passed } from '../store/pass-time.ts';
import { recordRejection } from '../store/rejections.ts';
import type { System } from '../store/system.ts';
import type { Rejection } from '../domain/text.ts';
import { reject } from '../domain/text.ts';

export type Submitted =
  | { ok: true; accepted: { version: number; events: string[] } }
  | { ok: false; code: string; message: string };

/** `unnamed`: Temporal's index, which nothing encrypts, is to name nobody. */
export type Shown = Passed & { unnamed?: true };

export interface ProjectOptions {
  /** Whether Temporal's index may name the project's chief. */
  namesInIndex?: boolean;
}

export interface ProjectActivities {
  passTime(input: { project: string; at: string; commandId: string }): Promise<Shown>;
  submit(input: {
    project: string;
    at: string;
    commandId: string;
    actor: string;
    command: ProjectCommand;
  }): Promise<Submitted>;
}

export function createProjectActivities(
  system: System,
  { namesInIndex = true }: ProjectOptions = {},
): ProjectActivities {
  return {
    passTime: async (input) => ({
      ...(await passProjectTime(system, input)),
      ...(namesInIndex ? {} : { unnamed: true }),
    }),

    async submit({ project, at, commandId, actor, command }) {
      const stream = projectStream(project);
      const refused = async (rejection: Rejection): Promise<Submitted> => {
        await recordRejection(system, { stream, commandId, actor, command, rejection, at });
        return {
          ok: false,
          code: rejection.code,
          message: `${rejection.message.zh} / ${rejection.message.en}`,
        };
      };
      const checked = projectCommand.safeParse(command);
      if (!checked.success) {
        const issue = checked.error.issues[0]!;
        return refused(reject('badRequest', issue.message, issue.message, issue.path.join('.')));
      }
      const outcome = await system.handle({ stream, commandId, actor, at, commands: [checked.data] });
      if (!outcome.ok) return refused(outcome.rejection);
      return { ok: true, accepted: { version: outcome.version, events: outcome.events.map((e) => e.type) } };
    },
  };
}

/** Refusals of commands whose sender may not hear the answer: kept, so that none is lost in silence. */
import type { Rejection } from '../domain/text.ts';
import type { Command } from './aggregates.ts';
import type { System } from './system.ts';

export async function recordRejection(
  system: System,
  refused: {
    stream: string;
    commandId: string;
    actor: string;
    command: Command;
    rejection: Rejection;
    at: string;
  },
): Promise<void> {
  await system.db
    .insertInto('rejections')
    .values({
      stream: refused.stream,
      command_id: refused.commandId,
      command: JSON.stringify(refused.command),
      code: refused.rejection.code,
      message: JSON.stringify(refused.rejection.message),
      actor: refused.actor,
      recorded_at: await system.clock.now(refused.at),
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

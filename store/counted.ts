/** The append and the one door, counted for the metrics. */
import { appendSeconds, commands, commandsWaiting } from '../telemetry/metrics.ts';
import type { Appender } from './append.ts';
import { Overloaded } from './faults.ts';
import type { Handle } from './handle.ts';

/** An appender whose answers are timed, also those that fail. */
export const countedAppender =
  (append: Appender): Appender =>
  async (one) => {
    const done = appendSeconds.startTimer();
    try {
      return await append(one);
    } finally {
      done();
    }
  };

/** A door that counts what came of each command. */
export const countedHandle =
  (handle: Handle): Handle =>
  async (envelope) => {
    commandsWaiting.inc();
    try {
      const outcome = await handle(envelope);
      commands.inc({ outcome: !outcome.ok ? 'refused' : outcome.duplicate ? 'duplicate' : 'accepted' });
      return outcome;
    } catch (error) {
      commands.inc({ outcome: error instanceof Overloaded ? 'overloaded' : 'failed' });
      throw error;
    } finally {
      commandsWaiting.dec();
    }
  };

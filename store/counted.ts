/** The append and the one door, counted for the metrics and told to the trace. */
import { appendSeconds, commands, commandsWaiting } from '../telemetry/metrics.ts';
import { inSpan, note } from '../telemetry/trace.ts';
import { projectStream } from './aggregates.ts';
import type { Appender } from './append.ts';
import { Overloaded } from './faults.ts';
import type { Envelope, Handle } from './handle.ts';

/** An appender whose answers are timed, also those that fail. */
export const countedAppender =
  (append: Appender): Appender =>
  async (one) => {
    const done = appendSeconds.startTimer();
    try {
      return await inSpan('append', {}, () => append(one));
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
      return await inSpan(
        `handle ${envelope.commands[0]?.type}`,
        { attributes: named(envelope) },
        async () => {
          const answer = await handle(envelope);
          const outcome = !answer.ok ? 'refused' : answer.duplicate ? 'duplicate' : 'accepted';
          commands.inc({ outcome });
          note({
            'quancheng.outcome': outcome,
            ...(answer.ok ? {} : { 'quancheng.code': answer.rejection.code }),
          });
          return answer;
        },
      );
    } catch (error) {
      commands.inc({ outcome: error instanceof Overloaded ? 'overloaded' : 'failed' });
      throw error;
    } finally {
      commandsWaiting.dec();
    }
  };

/** What a trace may know of a command. Ids of projects are made of letters; other streams may be named after people. */
const named = ({ stream, commands }: Envelope) => ({
  'quancheng.command': [...new Set(commands.map((c) => c.type))].join(' '),
  'quancheng.stream': stream.startsWith(projectStream('')) ? stream : stream.split('/')[0]!,
});

/**
 * A writing process of its own: `writer.ts URL KEY STREAM SIGN ITEM COUNT`, SIGN and ITEM being commands as
 * JSON. Signs a project, adds to it, and prints how many commands were accepted.
 */
import type { Command } from '../../store/aggregates.ts';
import { openSystem } from '../../store/system.ts';

const [url, key, stream, sign, item, count] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const system = openSystem(url, () => {}, key);
let accepted = 0;

/** As a client would: an answer that was lost is asked for again under the same id. */
async function send(commandId: string, command: Command): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const envelope = {
      stream,
      commandId,
      actor: 'writer',
      at: '2024-02-01T01:00:00.000Z',
      commands: [command],
    };
    const done = await system.handle(envelope).catch(() => undefined);
    if (done?.ok !== true) continue;
    accepted += 1;
    return;
  }
}

await send('sign', JSON.parse(sign) as Command);
await Promise.all(
  Array.from({ length: Number(count) }, async (_, i) => {
    await send(`c${i}`, { ...(JSON.parse(item) as object), id: `i${i}` } as Command);
  }),
);
await system.close();
process.stdout.write(`${accepted}\n`);

/** `export`: the whole log as it stands, with its seals and the persons' wrapped keys. */
import { vaultOf, type Db } from './database.ts';
import { writeLogFile, type Line } from './log-file.ts';
import type { Progress } from './progress.ts';
import { countEvents, logEnd, logItems } from './read-log.ts';
import { readSystem } from './read.ts';

/** Writes the log up to its end of this moment to `path`, while commands go on. */
export async function exportLog(
  db: Db,
  path: string,
  progress: (total: number) => Progress,
): Promise<{ events: number; root: string }> {
  const end = await logEnd(db);
  const position = end?.position ?? '0';
  const events = await countEvents(db, position);
  const root = end?.root.toString('hex') ?? '00';
  const shown = progress(events);
  async function* lines(): AsyncGenerator<Line> {
    yield {
      header: {
        quancheng: 'log',
        format: 1,
        mark: vaultOf(db).mark(),
        events,
        position,
        root,
        clock: (await readSystem(db, 'clock')) ?? null,
      },
    };
    for (const { id, tag, wrapped } of await db.selectFrom('person_keys').selectAll().orderBy('id').execute())
      yield { key: { key: id, tag: tag.toString('hex'), wrapped: wrapped.toString('hex') } };
    for await (const item of logItems(db, position)) {
      yield item;
      if ('event' in item) shown.step();
    }
    yield { end: events };
  }
  await writeLogFile(path, lines());
  shown.done();
  return { events, root };
}

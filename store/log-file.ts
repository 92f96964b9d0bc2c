/**
 * The log as a file: one JSON object a line. A header; the persons' keys, wrapped by the master key; events
 * and, after the last event of each append, its seal; a closing line. `.gz` files are compressed.
 */
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import type { LogItem } from './check-log.ts';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);
const position = z.string().regex(/^\d{1,18}$/);

const header = z.strictObject({
  quancheng: z.literal('log'),
  format: z.literal(1),
  /** Tells whether the master key is the same. */
  mark: hex,
  events: z.int(),
  position,
  root: hex,
  clock: z.unknown(),
});
export type LogHeader = z.infer<typeof header>;

const key = z.strictObject({ key: hex, tag: hex, wrapped: hex });
export type WrappedKey = z.infer<typeof key>;

const event = z.strictObject({
  position,
  stream: z.string().min(1),
  version: z.int().min(1),
  type: z.string().min(1),
  schema_version: z.int().min(1),
  data: z.record(z.string(), z.unknown()),
  occurred_on: z.iso.date(),
  recorded_at: z.iso.datetime(),
  actor: z.string(),
  command_id: z.string(),
  command_seq: z.int().min(0),
  hash: hex,
});
const seal = z.strictObject({ seal: position, events: z.int().min(1), root: hex });
const closing = z.strictObject({ end: z.int().min(0) });

export type Line = { header: LogHeader } | { key: WrappedKey } | LogItem | { end: number };

/** A line of a log file can't be read; the message names the line and the field. */
export class LogFileError extends Error {
  constructor(path: string, line: number, what: string) {
    super(`${path}:${line}: ${what}`);
    this.name = 'LogFileError';
  }
}

/** Writes lines to `path`, complete or not at all. */
export async function writeLogFile(path: string, lines: AsyncIterable<Line>): Promise<void> {
  const half = `${path}.part`;
  const text = Readable.from(
    (async function* () {
      let block = '';
      for await (const line of lines) {
        block += `${JSON.stringify(plain(line))}\n`;
        if (block.length < 65_536) continue;
        yield block;
        block = '';
      }
      yield block;
    })(),
  );
  const out = createWriteStream(half, { mode: 0o600 });
  await (path.endsWith('.gz') ? pipeline(text, createGzip({ level: 3 }), out) : pipeline(text, out));
  await rename(half, path);
}

function plain(line: Line): unknown {
  if ('header' in line) return line.header;
  if ('event' in line) return { ...line.event, hash: line.event.hash.toString('hex') };
  if ('seal' in line)
    return { seal: line.seal.position, events: line.seal.events, root: line.seal.root.toString('hex') };
  return 'end' in line ? { end: line.end } : line.key;
}

/**
 * Reads a file line by line, each checked. `onBytes` hears how much of the file has been read. Throws
 * `LogFileError`; a file without its closing line was cut off.
 */
export async function* readLogFile(
  path: string,
  onBytes: (read: number, total: number) => void = () => {},
): AsyncGenerator<Line> {
  const total = statSync(path, { throwIfNoEntry: false })?.size;
  if (total === undefined) throw new LogFileError(path, 0, '没有这个文件 / there is no such file');
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  if (input !== file) file.on('error', (error) => input.destroy(error));
  let number = 0;
  let ended = false;
  let events = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      if (ended)
        throw new LogFileError(path, number, '结束行之后还有内容 / there is more after the closing line');
      const line = parse(path, number, text);
      if (number === 1 && !('header' in line))
        throw new LogFileError(path, 1, '不是日志文件 / not a log file: `quancheng` is missing');
      if ('event' in line) events += 1;
      if ('end' in line) {
        ended = true;
        if (line.end !== events)
          throw new LogFileError(
            path,
            number,
            `end: ${line.end}，事件 ${events} 个 / there are ${events} events`,
          );
      }
      yield line;
      if (number % 500 === 0) onBytes(file.bytesRead, total);
    }
  } catch (error) {
    if (error instanceof LogFileError || (error as { code?: string }).code === undefined) throw error;
    throw new LogFileError(path, number, `无法读取 / can't be read: ${(error as Error).message}`);
  } finally {
    file.destroy();
    if (!file.closed) await once(file, 'close').catch(() => {});
  }
  if (!ended)
    throw new LogFileError(
      path,
      number,
      '文件不完整，缺少结束行 / the file was cut off: its closing line is missing',
    );
}

function parse(path: string, number: number, text: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LogFileError(path, number, '不是有效的 JSON / not valid JSON');
  }
  const has = (name: string): boolean => typeof value === 'object' && value !== null && name in value;
  const check = <T>(schema: z.ZodType<T>): T => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    throw new LogFileError(path, number, `${issue.path.join('.') || '(line)'}: ${issue.message}`);
  };
  if (has('quancheng')) return { header: check(header) };
  if (has('key')) return { key: check(key) };
  if (has('seal')) {
    const s = check(seal);
    return { seal: { position: s.seal, events: s.events, root: Buffer.from(s.root, 'hex') } };
  }
  if (has('end')) return check(closing);
  const e = check(event);
  return { event: { ...e, hash: Buffer.from(e.hash, 'hex') } };
}

/** The events and seals of a file, for the verifier. */
export async function* itemsOf(lines: AsyncIterable<Line>): AsyncGenerator<LogItem> {
  for await (const line of lines) if ('event' in line || 'seal' in line) yield line;
}

/**
 * A log of many projects, made by the domain's own simulator: the story, moved to another day for each project,
 * with directives between its steps, up to one day on which some are finished and most are not. Written as
 * an export file in order of time; memory stays flat: events are sorted month by month on disk.
 */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, daysBetween, instantAt, type LocalDate } from '../domain/dates.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import { simulate, type Step } from '../domain/simulate.ts';
import { STORY } from '../examples/story.ts';
import { eventHash, sealRoot, type StoredEvent } from '../store/canonical.ts';
import type { LoggedEvent } from '../store/check-log.ts';
import { vaultOf, type Db } from '../store/database.ts';
import { writeLogFile, type Line } from '../store/log-file.ts';
import { progressLines } from '../store/progress.ts';
import { RULES } from '../store/system.ts';
import { SCHEMA_VERSIONS } from '../store/upcast.ts';

const ZONE = RULES.calendar.zone;
/** The day on which the log ends. */
export const TODAY = '2025-06-30';
const FIRST = '2023-06-01';
const DIRECTIVES = 32;
/** Events an append, as the seals have it. */
const APPEND = 100;

const SPREAD = daysBetween(FIRST, addDays(TODAY, -30));
/** A prime, so that few projects are spread over the time as well as many. */
const STRIDE = 7_919;

/** The story begun on a day, with every date moved by the same number of days; what names it is filled in later. */
function stepsFrom(begin: LocalDate): Step[] {
  const by = daysBetween('2024-01-08', begin);
  const moved = JSON.stringify(STORY)
    .replace(/\d{4}-\d{2}-\d{2}/g, (date) => addDays(date, by))
    .replaceAll('story-castings', '$ID');
  const directives = Array.from({ length: DIRECTIVES }, (_, i): Step[] => {
    const on = addDays(begin, 20 + i * 9);
    const directive = `d${i}`;
    const step = (date: string, command: object): Step => ({
      at: instantAt(date, '11:00', ZONE),
      actor: '县调度办',
      command: command as ProjectCommand,
    });
    return [
      step(on, {
        ...{ type: 'issueDirective', directive, title: `督办事项 ${i}` },
        ...{ owner: '县住建局', dueOn: addDays(on, 20) },
      }),
      step(addDays(on, 12 + (i % 11)), { type: 'closeDirective', directive, evidence: '销号单' }),
    ];
  }).flat();
  return [...(JSON.parse(moved) as Step[]), ...directives].toSorted((a, b) => compare(a.at, b.at));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Project `n`'s own name and people. */
const named = (text: string, n: number): string =>
  text
    .replaceAll('$ID', `bench-${n}`)
    .replaceAll('赵项目长', `赵${n % 900}`)
    .replaceAll('钱审批长', `钱${n % 300}`)
    .replaceAll('孙副县长', `孙${n % 40}`);

type Row = Omit<StoredEvent, 'version'>;

/**
 * Simulates every day on which a project begins, and leaves the events of the `projects` that begin on it in
 * one file a month. Returns how many there are.
 */
function simulateAll(folder: string, projects: number, log: (line: string) => void): number {
  const progress = progressLines(log, '模拟 / simulating projects', projects);
  const end = instantAt(TODAY, '09:00', ZONE);
  let events = 0;
  for (let day = 0; day < Math.min(SPREAD, projects); day++) {
    const months = new Map<string, string[]>();
    const steps = stepsFrom(addDays(FIRST, (day * STRIDE) % SPREAD)).filter((s) => s.at < end);
    for (const [i, { at, actor, event }] of simulate(steps, end, RULES).entries()) {
      if (!event) continue;
      const row: Row = {
        stream: 'project/$ID',
        type: event.type,
        schema_version: SCHEMA_VERSIONS[event.type],
        data: event.data,
        occurred_on: event.occurredOn,
        recorded_at: at,
        actor,
        command_id: `c${i}`,
        command_seq: 0,
      };
      months.set(at.slice(0, 7), [...(months.get(at.slice(0, 7)) ?? []), JSON.stringify(row)]);
    }
    for (let n = day; n < projects; n += SPREAD) {
      for (const [month, rows] of months) {
        appendFileSync(join(folder, month), `${named(rows.join('\n'), n)}\n`);
        events += rows.length;
      }
      progress.step();
    }
  }
  progress.done();
  return events;
}

/** Writes an export file of `projects` projects to `file`. `db` keeps the persons' keys that are made. */
export async function generate(
  db: Db,
  file: string,
  projects: number,
  log: (line: string) => void,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const total = simulateAll(folder, projects, log);
  const heads = new Map<string, { version: number; hash: Buffer }>();
  const vault = vaultOf(db);
  let position = 0;
  let root: Buffer | null = null;
  async function* items(): AsyncGenerator<Line> {
    for (const month of readdirSync(folder).toSorted()) {
      const rows = readFileSync(join(folder, month), 'utf8')
        .trimEnd()
        .split('\n')
        .map((l) => JSON.parse(l) as Row);
      rows.sort((a, b) => compare(a.recorded_at, b.recorded_at));
      for (let i = 0; i < rows.length; i += APPEND) {
        const { rows: sealed } = await vault.seal(db, rows.slice(i, i + APPEND));
        const append = sealed.map((row): LoggedEvent => {
          const head = heads.get(row.stream);
          const event = { ...row, version: (head?.version ?? 0) + 1 };
          const hash = eventHash(head?.hash ?? null, event);
          heads.set(row.stream, { version: event.version, hash });
          position += 1;
          return { ...event, position: String(position), hash };
        });
        for (const event of append) yield { event };
        root = sealRoot(root, append);
        yield { seal: { position: String(position), events: append.length, root } };
      }
    }
  }
  // The header names the root, which is known at the end: two passes, the first only for the root and the keys.
  for await (const _ of items());
  const offsetMs = Date.parse(instantAt(TODAY, '09:00', ZONE)) - Date.now();
  const header = {
    ...{ quancheng: 'log' as const, format: 1 as const, mark: vault.mark(), events: total },
    ...{ position: String(position), root: root!.toString('hex') },
    clock: { mode: 'demo', offsetMs, startedAt: instantAt(TODAY, '09:00', ZONE) },
  };
  heads.clear();
  [position, root] = [0, null];
  const progress = progressLines(log, '写文件 / writing', total);
  await writeLogFile(
    file,
    (async function* (): AsyncGenerator<Line> {
      yield { header };
      for (const { id, tag, wrapped } of await db.selectFrom('person_keys').selectAll().execute())
        yield { key: { key: id, tag: tag.toString('hex'), wrapped: wrapped.toString('hex') } };
      for await (const item of items()) {
        if ('event' in item) progress.step();
        yield item;
      }
      yield { end: total };
    })(),
  );
  progress.done();
  rmSync(folder, { recursive: true });
  return total;
}

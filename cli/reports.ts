/** `quancheng review` and `quancheng report`: shown in the terminal, as JSON, or written to a file. */
import { writeFile } from 'node:fs/promises';
import { Argument, Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { batchesDocument } from '../documents/batches.ts';
import { briefDocument } from '../documents/brief.ts';
import { dailyDocument } from '../documents/daily.ts';
import type { Block, Document } from '../documents/document.ts';
import { numbered } from '../documents/document.ts';
import { monthlyDocument } from '../documents/monthly.ts';
import { FORMATS } from '../documents/print.ts';
import { targetsDocument } from '../documents/targets.ts';
import { correctionSheet } from '../documents/weekly.ts';
import { localTime } from '../domain/dates.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import type { Review } from '../domain/review/weekly.ts';
import type { QuanchengClient } from '../client/index.ts';
import { answered, connectApi } from './client.ts';
import { jsonOption, show, type Json, type Print } from './output.ts';
import { reviewText } from './review-table.ts';
import { tableText } from './table.ts';

const api = () => connectApi(readConfig()).client;

interface Wanted extends Json {
  county?: string;
  basis: 'true' | 'known';
  format?: (typeof FORMATS)[number];
  output?: string;
}
/** What every report may be asked for. */
type Query = Pick<Wanted, 'basis'> & { [K in 'county' | 'format']: Wanted[K] | undefined };
/** A document is taken as its bytes. */
type As = { parseAs: 'arrayBuffer' } | object;
/** Reads a report, as JSON or as a document. */
type Read = (client: QuanchengClient, query: Query, as: As) => Promise<{ data?: unknown }>;

/** Options of everything that can be shown, printed as JSON or written as a document. */
function shown(command: Command): Command {
  return command
    .option('--county <name>', '只限某县区 / of one county only')
    .addOption(
      new Option('--basis <basis>', '当日实情或当日所知 / as true or as known on that day')
        .choices(['true', 'known'])
        .default('true'),
    )
    .option(
      '--json',
      '以 JSON 输出，含每个数字背后的项目 / as JSON, with what each figure was counted from',
      false,
    )
    .addOption(new Option('--format <format>', '生成公文 / as a document').choices([...FORMATS]))
    .option('-o, --output <file>', '写入文件 / the file to write');
}

/** Shows a report, or writes its document to a file. */
async function report<T>(
  name: string,
  read: Read,
  wanted: Wanted,
  { print, text }: { print: Print; text: (report: T) => string | Promise<string> },
): Promise<void> {
  const { county, basis, json, format, output } = wanted;
  const as = format === undefined ? {} : { parseAs: 'arrayBuffer' as const };
  const { data } = await read(api(), { county, basis, format }, as);
  if (format !== undefined) {
    const file = output ?? `${name}.${format}`;
    await writeFile(file, new Uint8Array(data as ArrayBuffer));
    show(print, { json }, { file }, () => `✓ ${file}`);
    return;
  }
  const said = json ? '' : await text(data as T);
  show(print, { json }, data, () => said);
}

export function addReview(program: Command, print: Print): void {
  const review = shown(
    program
      .command('review')
      .description('周调度 / the weekly scheduling review')
      .option('--as-of <date>', '截至某日，如 2024-02-20 / as of a day')
      .option('--frozen <date>', '某日已定稿的周调度 / the review that was held on a day'),
  );
  review.action(async ({ asOf, frozen, ...wanted }: Wanted & { asOf?: string; frozen?: string }) => {
    const read: Read = (client, { basis, ...query }, as) =>
      frozen === undefined
        ? client.GET('/v1/review', { params: { query: { ...query, basis, asOf } }, ...as })
        : client.GET('/v1/reviews/{date}', { params: { path: { date: frozen }, query }, ...as });
    await report<Review | FrozenReview>(frozen === undefined ? 'review' : `reviews-${frozen}`, read, wanted, {
      print,
      text: async (found) => reviewText(found, demoTime(await answered(api().GET('/v1/clock')))),
    });
  });
  review
    .command('freeze')
    .description('定稿某日的周调度 / hold the review of a day')
    .argument('<date>', '日期，如 2024-02-20 / a day')
    .option('--remark <text>', '议定事项，可多次 / what was settled, may be repeated', collect, [])
    .addOption(jsonOption())
    .action(async (date: string, { remark }: { remark: string[] }, command: Command) => {
      const { county, ...options } = command.optsWithGlobals<Wanted>();
      const params = { path: { date }, query: { county } };
      const done = await answered(
        api().POST('/v1/reviews/{date}/freeze', { params, body: { remarks: remark } }),
      );
      show(print, options, done, () => `✓ 已定稿 / held: ${done.stream}`);
    });
  review
    .command('correct')
    .description('更正已定稿的周调度，原文不变 / correct a review beside what was printed')
    .argument('<date>', '定稿的日期 / the day it was held')
    .argument('<text>', '更正内容 / what is right')
    .requiredOption('--by <person>', '更正人 / who says so')
    .addOption(jsonOption())
    .action(async (date: string, text: string, { by }: { by: string }, command: Command) => {
      const { county, ...options } = command.optsWithGlobals<Wanted>();
      const params = { path: { date }, query: { county } };
      const done = await answered(
        api().POST('/v1/reviews/{date}/corrections', { params, body: { text, by } }),
      );
      show(print, options, done, () => `✓ 已更正 / corrected: ${date}`);
    });
  type Sheet = Parameters<typeof correctionSheet>;
  review
    .command('corrections')
    .description('更正单：更正与现知的差异 / the sheet of corrections')
    .argument('<date>', '定稿的日期 / the day it was held')
    .addOption(jsonOption())
    .action(async (date: string, _: unknown, command: Command) => {
      const read: Read = (client, { county, format }, as) => {
        const params = { path: { date }, query: { county, format } };
        return client.GET('/v1/reviews/{date}/corrections', { params, ...as });
      };
      const wanted = command.optsWithGlobals<Wanted>();
      await report<Sheet[0] & { differences: Sheet[1] }>(`reviews-${date}-corrections`, read, wanted, {
        print,
        text: (r) => documentText(correctionSheet(r, r.differences)),
      });
    });
}

export function addReports(program: Command, print: Print): void {
  const group = program.command('report').description('日汇报、月总结等报告 / reports');
  const ON = ['--on, --as-of <date>', '截至某日 / as of a day'] as const;
  const filed = ['--filed', '已存档的那一份 / the one that was filed', false] as const;
  interface On {
    asOf?: string;
    filed?: boolean;
  }
  const isFiled = (o: On) => (o.filed === true ? ('true' as const) : undefined);
  /** A kind of report: how it is read by what was given, and how it looks. */
  const add = <T, O>(command: Command, read: (options: O) => Read, document: (report: T) => Document) =>
    shown(command).action((options: Wanted & O) =>
      report<T>(fileName(command.name()), read(options), options, {
        print,
        text: (r) => documentText(document(r)),
      }),
    );
  add(
    group
      .command('daily')
      .description('日汇报 / the daily report')
      .option(...ON)
      .option(...filed),
    (o: On) => (client, shown, as) => {
      const query = { ...shown, on: o.asOf, filed: isFiled(o) };
      return client.GET('/v1/reports/daily', { params: { query }, ...as });
    },
    dailyDocument,
  );
  add(
    group
      .command('monthly')
      .description('月总结 / the monthly summary')
      .option('--month <month>', '月份，如 2024-02 / a month')
      .option('--as-of <date>', '该日所在的月 / the month of a day')
      .option(...filed),
    (o: On & { month?: string }) => (client, shown, as) => {
      const query = { ...shown, month: o.month ?? o.asOf?.slice(0, 7), filed: isFiled(o) };
      return client.GET('/v1/reports/monthly', { params: { query }, ...as });
    },
    monthlyDocument,
  );
  add(
    group
      .command('brief')
      .description('现场办公参阅 / the on-site brief of one leader')
      .requiredOption('--leader <person>', '包联领导 / leader in charge')
      .option(...ON),
    (o: On & { leader: string }) => (client, shown, as) => {
      const query = { ...shown, leader: o.leader, on: o.asOf };
      return client.GET('/v1/reports/brief', { params: { query }, ...as });
    },
    briefDocument,
  );
  add(
    group
      .command('batches')
      .description('三个一批 / the three batches')
      .requiredOption('--from <date>', '起 / first day')
      .option('--to, --as-of <date>', '止 / last day'),
    (o: { from: string; asOf?: string }) => (client, shown, as) => {
      const query = { ...shown, from: o.from, to: o.asOf };
      return client.GET('/v1/batches', { params: { query }, ...as });
    },
    batchesDocument,
  );
  add(
    group
      .command('targets')
      .description('年度目标 / the targets of the year')
      .option(...ON),
    (o: On) => (client, shown, as) => {
      const query = { ...shown, on: o.asOf };
      return client.GET('/v1/reports/targets', { params: { query }, ...as });
    },
    targetsDocument,
  );
  group
    .command('file')
    .description('手工存档某期报告，只存一次 / file a report by hand, once')
    .addArgument(new Argument('<kind>', '哪种 / which').choices(['weekly', 'daily', 'monthly']))
    .argument('<date>', '当期的一天 / a day of its period')
    .option('--county <name>', '只限某县区 / of one county only')
    .addOption(jsonOption())
    .action(async (kind: Kind, on: string, { county, ...options }: Json & { county?: string }) => {
      const done = await answered(api().POST('/v1/reports', { body: { kind, on, county } }));
      show(print, options, done, () => `✓ 已存档 / filed: ${done.stream}`);
    });
}

/** By itself a document is called as its address is. */
const fileName = (kind: string): string => (kind === 'batches' ? kind : `reports-${kind}`);

type Kind = 'weekly' | 'daily' | 'monthly';
interface Clock {
  mode: 'real' | 'demo';
  now: string;
}
const demoTime = ({ mode, now }: Clock): string | null =>
  mode === 'demo' ? localTime(now, 'Asia/Shanghai') : null;
const collect = (value: string, before: string[]): string[] => [...before, value];

/** A document as text for a terminal. */
function documentText({ title, subtitle, sections }: Document): string {
  const blocks = numbered(sections).flatMap((s) => s.blocks.map(blockText));
  return [`${title}　${subtitle}`, ...blocks].join('\n');
}

function blockText(block: Block): string {
  if (block.type === 'heading') return `\n${block.text}`;
  if (block.type !== 'table') return `  ${block.text}`;
  return tableText(block.head, block.rows);
}

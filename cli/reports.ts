/** `quancheng review` and `quancheng report`: shown in the terminal, as JSON, or written to a file. */
import { writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { Option, type Command } from 'commander';
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
import { connectApi, type Api } from './client.ts';
import { reviewText } from './review-table.ts';

type Print = (line: string) => void;

interface Wanted {
  county?: string;
  basis: string;
  json: boolean;
  format?: string;
  output?: string;
}

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

/** Shows what a path answers, or writes its document. */
async function show<T>(
  path: string,
  query: Record<string, string | undefined>,
  wanted: Wanted,
  { print, text }: { print: Print; text: (report: T, api: Api) => string | Promise<string> },
): Promise<void> {
  const api = connectApi(readConfig());
  const { county, basis, json, format, output } = wanted;
  const given = Object.entries({ ...query, county, basis, format }).filter(([, v]) => v !== undefined);
  const address = `${path}?${new URLSearchParams(given as [string, string][]).toString()}`;
  if (format !== undefined) {
    const file = output ?? `${path.slice(1).replaceAll('/', '-')}.${format}`;
    await writeFile(file, await api.bytes(address));
    print(`✓ ${file}`);
    return;
  }
  const report = await api.get<T>(address);
  print(json ? JSON.stringify(report, null, 2) : await text(report, api));
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
    const path = frozen === undefined ? '/review' : `/reviews/${encodeURIComponent(frozen)}`;
    await show<Review | FrozenReview>(path, { asOf }, wanted, {
      print,
      text: async (found, api) => reviewText(found, demoTime(await api.get<Clock>('/clock'))),
    });
  });
  review
    .command('freeze')
    .description('定稿某日的周调度 / hold the review of a day')
    .argument('<date>')
    .option('--remark <text>', '议定事项，可多次 / what was settled, may be repeated', collect, [])
    .action(async (date: string, { remark }: { remark: string[] }, command: Command) => {
      const { county } = command.optsWithGlobals<Wanted>();
      const path = `/reviews/${encodeURIComponent(date)}/freeze${scope(county)}`;
      const { stream } = await connectApi(readConfig()).post<{ stream: string }>(path, { remarks: remark });
      print(`✓ 已定稿 / held: ${stream}`);
    });
  review
    .command('correct')
    .description('更正已定稿的周调度，原文不变 / correct a review beside what was printed')
    .argument('<date>')
    .argument('<text>')
    .requiredOption('--by <person>', '更正人 / who says so')
    .action(async (date: string, text: string, { by }: { by: string }, command: Command) => {
      const { county } = command.optsWithGlobals<Wanted>();
      const path = `/reviews/${encodeURIComponent(date)}/corrections${scope(county)}`;
      await connectApi(readConfig()).post(path, { text, by });
      print(`✓ 已更正 / corrected: ${date}`);
    });
  review
    .command('corrections')
    .description('更正单：更正与现知的差异 / the sheet of corrections')
    .argument('<date>')
    .action(async (date: string, _: unknown, command: Command) => {
      const path = `/reviews/${encodeURIComponent(date)}/corrections`;
      await show<
        Parameters<typeof correctionSheet>[0] & { differences: Parameters<typeof correctionSheet>[1] }
      >(path, {}, command.optsWithGlobals<Wanted>(), {
        print,
        text: (r) => documentText(correctionSheet(r, r.differences)),
      });
    });
}

export function addReports(program: Command, print: Print): void {
  const group = program.command('report').description('日汇报、月总结等报告 / reports');
  const ON = ['--on, --as-of <date>', '截至某日 / as of a day'] as const;
  const filed = ['--filed', '已存档的那一份 / the one that was filed', false] as const;
  const add = <T>(
    command: Command,
    path: string,
    query: (options: Record<string, string | undefined>) => Record<string, string | undefined>,
    document: (report: T) => Document,
  ) =>
    shown(command).action((options: Wanted & Record<string, string | undefined>) =>
      show<T>(path, query(options), options, { print, text: (r) => documentText(document(r)) }),
    );
  const filedQuery = (o: Record<string, unknown>) => (o.filed === true ? 'true' : undefined);
  add(
    group
      .command('daily')
      .description('日汇报 / the daily report')
      .option(...ON)
      .option(...filed),
    '/reports/daily',
    (o) => ({ on: o.asOf, filed: filedQuery(o) }),
    dailyDocument,
  );
  add(
    group
      .command('monthly')
      .description('月总结 / the monthly summary')
      .option('--month <month>', '月份，如 2024-02 / a month')
      .option(...filed),
    '/reports/monthly',
    (o) => ({ month: o.month, filed: filedQuery(o) }),
    monthlyDocument,
  );
  add(
    group
      .command('brief')
      .description('现场办公参阅 / the on-site brief of one leader')
      .requiredOption('--leader <person>', '包联领导 / leader in charge')
      .option(...ON),
    '/reports/brief',
    (o) => ({ leader: o.leader, on: o.asOf }),
    briefDocument,
  );
  add(
    group
      .command('batches')
      .description('三个一批 / the three batches')
      .requiredOption('--from <date>', '起 / first day')
      .option('--to <date>', '止 / last day'),
    '/batches',
    (o) => ({ from: o.from, to: o.to }),
    batchesDocument,
  );
  add(
    group
      .command('targets')
      .description('年度目标 / the targets of the year')
      .option(...ON),
    '/reports/targets',
    (o) => ({ on: o.asOf }),
    targetsDocument,
  );
  group
    .command('file')
    .description('手工存档某期报告，只存一次 / file a report by hand, once')
    .argument('<kind>', 'weekly、daily、monthly')
    .argument('<date>', '当期的一天 / a day of its period')
    .option('--county <name>', '只限某县区 / of one county only')
    .action(async (kind: string, on: string, { county }: { county?: string }) => {
      const run = { kind, on, ...(county === undefined ? {} : { county }) };
      const { stream } = await connectApi(readConfig()).post<{ stream: string }>('/reports', run);
      print(`✓ 已存档 / filed: ${stream}`);
    });
}

interface Clock {
  mode: 'real' | 'demo';
  now: string;
}
const demoTime = ({ mode, now }: Clock): string | null =>
  mode === 'demo' ? localTime(now, 'Asia/Shanghai') : null;
const collect = (value: string, before: string[]): string[] => [...before, value];
const scope = (county: string | undefined): string =>
  county === undefined ? '' : `?county=${encodeURIComponent(county)}`;

/** A document as text for a terminal. */
function documentText({ title, subtitle, sections }: Document): string {
  const blocks = numbered(sections).flatMap((s) => s.blocks.map(blockText));
  return [`${title}　${subtitle}`, ...blocks].join('\n');
}

function blockText(block: Block): string {
  if (block.type === 'heading') return `\n${block.text}`;
  if (block.type !== 'table') return `  ${block.text}`;
  const table = new Table({ head: block.head, style: { head: [], border: [] } });
  table.push(...block.rows);
  return table.toString();
}

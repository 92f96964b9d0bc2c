/** `quancheng ledger export|import|mapping`: the Excel ledger of a county, out and in. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { readChecked, FileError } from '../contracts/file.ts';
import { ledgerMapping } from '../contracts/ledger.ts';
import type { Text } from '../domain/text.ts';
import { TABLES } from '../ledger/tables.ts';
import { connectApi, linesOf } from './client.ts';

type Print = (line: string) => void;
const both = ({ zh, en }: Text): string => `${zh} / ${en}`;

interface Shown {
  digest: string;
  unchanged: number;
  changes: {
    project: string;
    name: string;
    isNew: boolean;
    commands: number;
    differences: { text: Text; at: string }[];
  }[];
  faults: { path: string; message: Text }[];
  notes: Text[];
}

export interface ImportOptions {
  county: string;
  apply: boolean;
  partial: boolean;
  errors?: string;
  json: boolean;
}

/** Tries a ledger, and with `--apply` takes it in. Throws `FileError` with the faulty cells. */
export async function importLedger(file: string, options: ImportOptions, print: Print): Promise<void> {
  const api = connectApi(readConfig());
  const bytes = await readFile(file);
  const query = new URLSearchParams({ county: options.county, name: basename(file) });
  const plan = (await (await api.upload(`/ledger/plan?${query.toString()}`, bytes)).json()) as Shown;
  if (options.json && !options.apply) print(JSON.stringify(plan));
  if (!options.json) showPlan(plan, print);
  if (plan.faults.length > 0 && options.errors !== undefined) {
    const marked = await api.upload(`/ledger/errors?${query.toString()}`, bytes);
    await writeFile(options.errors, new Uint8Array(await marked.arrayBuffer()));
    console.error(`标出错误的文件 / the file with its faults marked: ${options.errors}`);
  }
  if (plan.faults.length > 0 && !(options.apply && options.partial))
    throw new FileError(plan.faults.map((f) => `${f.path} ${both(f.message)}`));
  if (!options.apply) {
    if (!options.json)
      print('以上为试导入，未改动任何内容；加 --apply 执行 / a trial, nothing was done: --apply does it');
    return;
  }
  query.set('digest', plan.digest);
  if (options.partial) query.set('partial', 'true');
  const all = plan.changes.filter((c) => c.commands > 0).length;
  let count = 0;
  type Line = { project?: string; name?: string; refused?: Text; done?: number; of?: number };
  for await (const line of linesOf<Line>(await api.upload(`/ledger/apply?${query.toString()}`, bytes))) {
    if (line.project !== undefined) {
      count += 1;
      const mark = line.refused ? `✗ ${both(line.refused)}` : '✓';
      console.error(`  ${count}/${all} ${line.name ?? line.project} ${mark}`);
    } else if (options.json) print(JSON.stringify(line));
    else print(`已导入 ${line.done} / ${line.of} 个项目 / ${line.done} of ${line.of} projects imported`);
    if (line.refused) process.exitCode = 3;
  }
}

function showPlan(plan: Shown, print: Print): void {
  for (const change of plan.changes.filter((c) => c.commands > 0)) {
    print(`${change.isNew ? '＋' : '～'} ${change.name} (${change.project})`);
    for (const { text, at } of change.differences) print(`    ${at}  ${both(text)}`);
  }
  for (const note of plan.notes) print(`· ${both(note)}`);
  const isNew = plan.changes.filter((c) => c.isNew && c.commands > 0).length;
  const changed = plan.changes.filter((c) => !c.isNew && c.commands > 0).length;
  print(
    `新增 ${isNew}，变更 ${changed}，不变 ${plan.unchanged}，错误 ${plan.faults.length} / ` +
      `${isNew} new, ${changed} changed, ${plan.unchanged} unchanged, ${plan.faults.length} faults`,
  );
}

/** The options of an import, for `ledger import` and for `import` of a ledger. */
export const importOptions = (command: Command): Command =>
  command
    .option('--apply', '执行（否则只试导入）/ do it; without it, only a trial', false)
    .option('--partial', '有错误的项目不动，其余导入 / leave projects with faults alone', false)
    .option('--errors <file>', '把标出错误的 .xlsx 写到此处 / write the .xlsx with its faults marked')
    .option('--json', '以 JSON 输出 / as JSON', false);

export function addLedger(program: Command, print: Print): void {
  const ledger = program.command('ledger').description('Excel 台账 / the Excel ledger');
  ledger
    .command('export')
    .description('导出一个县区的台账 / write the ledger of a county')
    .requiredOption('--county <name>', '县区 / the county')
    .option('-o, --output <file>', '写入 .xlsx 或 .csv / the .xlsx or .csv to write')
    .addOption(new Option('--table <table>', '.csv 的表 / the table of a .csv').choices(Object.keys(TABLES)))
    .addOption(
      new Option('--light <light>', '只要此灯 / only of this light').choices(['green', 'yellow', 'red']),
    )
    .option('--stage <stage>', '只要此阶段 / only in this stage')
    .option('--as-of <date>', '截至某日 / as of the end of a day')
    .addOption(new Option('--basis <basis>').choices(['true', 'known']).default('true'))
    .option('--json', '以 JSON 输出写了什么 / as JSON, what was written', false)
    .action(
      async (o: {
        county: string;
        output?: string;
        table?: string;
        light?: string;
        stage?: string;
        asOf?: string;
        basis: string;
        json: boolean;
      }) => {
        const output = o.output ?? `${o.county}台账.xlsx`;
        const format = /\.csv$/i.test(output) ? 'csv' : 'xlsx';
        const asked = {
          county: o.county,
          format,
          table: o.table,
          light: o.light,
          stage: o.stage,
          asOf: o.asOf,
          basis: o.basis,
        };
        const given = Object.entries(asked).filter((e): e is [string, string] => e[1] !== undefined);
        const bytes = await connectApi(readConfig()).bytes(
          `/ledger?${new URLSearchParams(given).toString()}`,
        );
        await writeFile(output, bytes);
        print(o.json ? JSON.stringify({ file: output, bytes: bytes.length }) : `✓ ${output}`);
      },
    );
  importOptions(
    ledger
      .command('import')
      .description('导入台账：先显示差异，加 --apply 才执行 / take a ledger in: shows the difference first')
      .argument('<file>', '.xlsx 或 .csv')
      .requiredOption('--county <name>', '县区 / the county'),
  ).action((file: string, options: ImportOptions) => importLedger(file, options, print));
  ledger
    .command('mapping')
    .description('本县台账的列名对应 / what a county calls the columns of its ledger')
    .argument(
      '[file]',
      'YAML 或 JSON：{ projects: { 企业名称: name, 进展: null } }；不给则显示 / without it, shows',
    )
    .requiredOption('--county <name>', '县区 / the county')
    .action(async (file: string | undefined, { county }: { county: string }) => {
      const api = connectApi(readConfig());
      const path = `/ledger/mapping?${new URLSearchParams({ county }).toString()}`;
      if (file === undefined) print(JSON.stringify(await api.get(path), null, 2));
      else {
        await api.put(path, await readChecked(file, ledgerMapping));
        print('已保存 / saved');
      }
    });
}

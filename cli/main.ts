/** `npx quancheng …`: the commands. Faults of use and of set-up are one line and the fix, never a stack. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { FileError, readChecked } from '../contracts/file.ts';
import { projectCommand, signFile } from '../contracts/project.ts';
import { SetupError } from '../dev/errors.ts';
import { localTime } from '../domain/dates.ts';
import { connectApi, Refused } from './client.ts';
import { examine, findingLine } from './doctor.ts';
import { addChannels } from './channels.ts';
import { addErase } from './erase.ts';
import { addExport } from './export.ts';
import { addRebuild } from './rebuild.ts';
import { addLedger } from './ledger.ts';
import { addContacts, addLinks, addNotices } from './notices.ts';
import { addRules } from './rules.ts';
import { addRecover } from './recover.ts';
import { addReports, addReview } from './reports.ts';
import { addVerify } from './verify.ts';
import { addWebhooks } from './webhooks.ts';

const ZONE = 'Asia/Shanghai';
const print = (text: string): void => console.log(text);
// `quancheng review | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const packageFile = new URL('../package.json', import.meta.url);
const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };

interface Clock {
  mode: 'real' | 'demo';
  now: string;
}

const program = new Command('quancheng')
  .description('全程：工业投资项目全生命周期 / the life of industrial investment projects')
  .version(version)
  .showHelpAfterError();

program
  .command('start')
  .description('启动整套系统 / start the whole system')
  .option('--once', '打印周调度后退出 / print the review and exit', false)
  .option('--examples', '在外接数据库上也载入示例 / load the examples on an outside database too', false)
  .action(async (options: { once: boolean; examples: boolean }) => {
    const { start } = await import('./start.ts');
    await start(readConfig(), options, print);
    process.exit(0);
  });

program
  .command('sign')
  .description('按文件签约一个项目 / sign the project of a file')
  .argument('<file>', 'YAML 或 JSON / YAML or JSON')
  .action(async (file: string) => {
    const project = await readChecked(file, signFile);
    const answer = await connectApi(readConfig()).post<{ version: number; duplicate: boolean }>(
      '/projects',
      project,
      `sign/${project.id}`,
    );
    print(
      answer.duplicate
        ? `已签约，未重复 / signed before, nothing was done twice: ${project.id}`
        : `已签约 / signed: ${project.id}（${project.name}）`,
    );
  });

program
  .command('do')
  .description('对项目执行一个命令 / send one command to a project')
  .argument('<project>')
  .argument('<command>', '例如 / for example: \'{"type":"completeMilestone","milestone":"first-full-line"}\'')
  .option('--id <id>', '命令编号，重复发送只生效一次 / id of the command: it is done once')
  .action(async (project: string, text: string, { id }: { id?: string }) => {
    const command = projectCommand.safeParse(parseJson(text));
    if (!command.success)
      throw new FileError(command.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
    const answer = await connectApi(readConfig()).post<{ version: number; events: { type: string }[] }>(
      `/projects/${encodeURIComponent(project)}/commands`,
      command.data,
      id,
    );
    print(`已受理 / accepted: v${answer.version} ${answer.events.map((e) => e.type).join(', ')}`);
  });

program
  .command('story')
  .description("模拟一个项目的一生 / a project's whole life in simulated time")
  .option('--json', '每行一个事件 / one event a line', false)
  .action(async ({ json }: { json: boolean }) => {
    const { tellStory } = await import('./story.ts');
    print(tellStory(json));
  });

const clock = program.command('clock').description('演示时钟 / the demo clock');
clock
  .command('show', { isDefault: true })
  .description('现在几点 / what time it is')
  .action(async () => {
    const found = await connectApi(readConfig()).get<Clock>('/clock');
    print(
      `${localTime(found.now, ZONE)} ${found.mode === 'demo' ? '演示时钟 / demo clock' : '真实时钟 / real clock'}`,
    );
  });
clock
  .command('advance')
  .description('演示时钟前进 / move the demo clock on')
  .argument('<duration>', '5d、12h、2w')
  .action(async (by: string) => {
    const api = connectApi(readConfig());
    const seen = new Set((await api.get<{ id: string }[]>('/notices?limit=1000')).map((n) => n.id));
    for await (const line of api.lines<{ at?: string; error?: string }>('/clock/advance', { by })) {
      if (line.error !== undefined) throw new SetupError(line.error, 'npm start，然后重试 / then try again');
      print(`⏩ ${localTime(line.at!, ZONE)}`);
      const notices =
        await api.get<{ id: string; person: string; text: { zh: string } }[]>('/notices?limit=1000');
      for (const n of notices.filter(({ id }) => !seen.has(id)).toReversed()) {
        seen.add(n.id);
        print(`   🔔 → ${n.person}: ${n.text.zh}`);
      }
    }
  });

program
  .command('doctor')
  .description('检查本机缺什么 / what this machine lacks')
  .action(async () => {
    const findings = await examine(readConfig());
    for (const finding of findings) print(findingLine(finding));
    process.exitCode = findings.every((f) => f.ok) ? 0 : 1;
  });

for (const add of [
  addReview,
  addReports,
  addRules,
  addVerify,
  addRebuild,
  addExport,
  addErase,
  addRecover,
  addLedger,
  addNotices,
  addContacts,
  addLinks,
  addChannels,
  addWebhooks,
])
  add(program, print);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
  // A supervisor that failed half way has handles open still; what it started has been stopped.
  setTimeout(() => process.exit(), 1_000).unref();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FileError([`命令不是有效的 JSON / the command is not valid JSON: ${text}`]);
  }
}

/** One clear line, or a few; the exit code: 2 for a fault of input, 3 for a refusal, 1 for the machine. */
function explain(error: unknown): number {
  if (error instanceof FileError) {
    for (const fault of error.faults) console.error(`✗ ${fault}`);
    return 2;
  }
  if (error instanceof Refused) {
    console.error(`✗ ${error.code}: ${error.message}`);
    return 3;
  }
  if (error instanceof SetupError) {
    console.error(`✗ ${error.message}\n  → ${error.fix}`);
    return 1;
  }
  console.error(error instanceof Error && error.message.startsWith('PORT=') ? `✗ ${error.message}` : error);
  return 1;
}

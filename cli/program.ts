/** The commands. Faults of use and of set-up are one line and the fix, never a stack. */
import { readFileSync } from 'node:fs';
import { Command, Help } from 'commander';
import stringWidth from 'string-width';
import { readConfig } from '../config.ts';
import { addAccounts } from './accounts.ts';
import { addChannels } from './channels.ts';
import { addClock } from './clock.ts';
import { addCompletion } from './completion.ts';
import { addDoctor } from './doctor.ts';
import { addErase } from './erase.ts';
import { explain, EXITS, exitLines } from './exit.ts';
import { addExport } from './export.ts';
import { addExamples } from './help.ts';
import { addLedger } from './ledger.ts';
import { addContacts, addLinks, addNotices } from './notices.ts';
import { jsonOption, setQuiet, type Json, type Print } from './output.ts';
import { addProjects } from './projects.ts';
import { addRebuild } from './rebuild.ts';
import { addRecover } from './recover.ts';
import { addReports, addReview } from './reports.ts';
import { addRules } from './rules.ts';
import { addVerify } from './verify.ts';
import { addWebhooks } from './webhooks.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Commander's own headings, in both languages. */
const HEADINGS: Record<string, string> = {
  'Usage:': '用法 / Usage:',
  'Arguments:': '参数 / Arguments:',
  'Options:': '选项 / Options:',
  'Global Options:': '通用选项 / Global options:',
  'Commands:': '命令 / Commands:',
};

/** Every command with its options and its help. */
export function createProgram(print: Print): Command {
  const program = new Command('quancheng')
    .description('全程：工业投资项目全生命周期 / the life of industrial investment projects')
    .version(version, '-V, --version', '版本 / the version')
    .helpOption('-h, --help', '说明 / this help')
    .helpCommand('help [command]', '某个命令的说明 / the help of a command')
    .option('-q, --quiet', '不显示进度和提示 / no progress and no remarks', false)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => HEADINGS[title] ?? title,
      displayWidth: (text) => stringWidth(text),
      // A switch is off unless it is named.
      optionDescription: (option) =>
        new Help().optionDescription(option).replace(/ ?\(default: false\)$/, ''),
    })
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error:/, '✗ 用法有误 / usage:')),
    })
    .showHelpAfterError('  → --help 说明用法 / says how it is used')
    .exitOverride()
    .hook('preAction', (_, command) => setQuiet(command.optsWithGlobals<{ quiet: boolean }>().quiet));

  program
    .command('start')
    .description('启动整套系统 / start the whole system')
    .option('--once', '打印周调度后退出 / print the review and exit', false)
    .option('--examples', '在外接数据库上也载入示例 / load the examples on an outside database too', false)
    .action(async (options: { once: boolean; examples: boolean }) => {
      const { start } = await import('./start.ts');
      await start(readConfig(), options, print);
      process.exit(EXITS.done.code);
    });
  addProjects(program, print);
  program
    .command('story')
    .description("模拟一个项目的一生 / a project's whole life in simulated time")
    .addOption(jsonOption())
    .action(async ({ json }: Json) => {
      const { tellStory } = await import('./story.ts');
      print(tellStory(json));
    });

  for (const add of [
    ...[addClock, addReview, addReports, addNotices, addContacts, addLinks, addLedger],
    ...[addRules, addAccounts, addChannels, addWebhooks],
    ...[addVerify, addRebuild, addExport, addErase, addRecover, addDoctor, addCompletion],
  ])
    add(program, print);
  addExamples(program);
  return program.addHelpText('after', ['\n退出码 / Exit codes:', ...exitLines()].join('\n'));
}

/** Runs a command line, with faults told on the error output. Returns the exit code (see `EXITS`). */
export async function run(args: readonly string[], print: Print): Promise<number> {
  try {
    await createProgram(print).parseAsync(args, { from: 'user' });
    return EXITS.done.code;
  } catch (error) {
    const { code, lines } = explain(error);
    for (const line of lines) console.error(line);
    return code;
  }
}

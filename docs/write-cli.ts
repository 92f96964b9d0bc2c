/** Writes `docs/cli.md` from the tree of commands. `npm run docs`; a test fails when it is stale. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { format, resolveConfig } from 'prettier';
import { EXITS } from '../cli/exit.ts';
import { commandsOf, EXAMPLES, pathOf } from '../cli/help.ts';
import { createProgram } from '../cli/program.ts';

export const CLI_PAGE = join(import.meta.dirname, 'cli.md');

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

function section(command: Command): string {
  const help = command.createHelp();
  const rows = [
    ...command.registeredArguments.map((a) => [`\`${help.argumentTerm(a)}\``, help.argumentDescription(a)]),
    ...help
      .visibleOptions(command)
      .filter((o) => o.long !== '--help')
      .map((o) => [`\`${help.optionTerm(o)}\``, help.optionDescription(o)]),
  ];
  const path = pathOf(command);
  return `## quancheng ${path}

${command.description()}

${rows.length === 0 ? '' : table(['', ''], rows)}

\`\`\`sh
${(EXAMPLES[path] ?? []).map((line) => `quancheng ${line}`).join('\n')}
\`\`\`
`;
}

/** The page as the commands are now. */
export async function writtenCli(): Promise<string> {
  const program = createProgram(() => {});
  const exits = Object.values(EXITS).map(({ code, zh, en }) => [String(code), zh, en]);
  const text = `# 命令行 / The command line

Written by \`npm run docs\` from the commands of [cli/](../cli/program.ts). \`npx quancheng COMMAND --help\` says the same.

What was asked for goes to the standard output, progress and remarks to the error output: \`--json\` can be piped.
\`--quiet\` leaves progress and remarks out; where the error output is no terminal, progress is one line at its end.
The API is that of the running system of this folder, or of \`QUANCHENG_URL\` with \`QUANCHENG_TOKEN\`.

## 退出码 / Exit codes

${table(['', '', ''], exits)}

## 补全 / Completion

\`quancheng\` must be found as a command: \`npm link\`, or \`alias quancheng='npx quancheng'\` before the line.
Ids of projects are asked of the running system; when it is away there are none, and nothing is said.

\`\`\`sh
source <(quancheng completion bash)    # ~/.bashrc
source <(quancheng completion zsh)     # ~/.zshrc, after compinit
quancheng completion fish | source     # ~/.config/fish/config.fish
\`\`\`

${commandsOf(program).map(section).join('\n')}`;
  return format(text, { ...(await resolveConfig(CLI_PAGE)), parser: 'markdown' });
}

if (process.argv[1] === import.meta.filename) writeFileSync(CLI_PAGE, await writtenCli());

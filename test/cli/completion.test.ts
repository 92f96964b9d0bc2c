/** The scripts of completion, each run by its own shell where that is here, with the ids of a real API. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiAt } from '../../cli/client.ts';
import { completionScript } from '../../cli/completion.ts';
import { createProgram } from '../../cli/program.ts';
import { findOnPath } from '../../dev/temporal.ts';
import { PLANT } from '../given.ts';
import { startApi, TOKEN } from './given.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);
let api: Awaited<ReturnType<typeof startApi>>;
let folder: string;

beforeAll(async () => {
  api = await startApi();
  await apiAt(api.url, TOKEN).post('/projects', PLANT);
  folder = mkdtempSync(join(tmpdir(), 'quancheng-completion-'));
  const program = createProgram(() => {});
  for (const shell of ['bash', 'zsh', 'fish'] as const)
    writeFileSync(join(folder, `completion.${shell}`), completionScript(program, shell));
  writeFileSync(join(folder, 'plant.yaml'), '');
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

interface Shell {
  /** How it is begun without anybody's settings, and how it only reads a script. */
  plain: string[];
  check: string;
  /** A script that prints what a TAB offers after this line, a word and perhaps its meaning in each. */
  ask: (line: string) => string;
  /** The word that a line of what was printed offers. */
  wordOf: (printed: string) => string;
}

const literal = (text: string): string => `'${text}'`;
const CLI = `"${process.execPath}" "${ROOT}/cli/quancheng.mjs"`;
const SHELLS: Record<'bash' | 'zsh' | 'fish', Shell> = {
  bash: {
    ...{ plain: ['--norc'], check: '-n', wordOf: (printed) => printed },
    ask(line) {
      const words = line.split(' ');
      return `
        quancheng() { ${CLI} "$@"; }
        source ./completion.bash
        COMP_WORDS=(${words.map(literal).join(' ')}); COMP_CWORD=${words.length - 1}
        _quancheng
        printf '%s\\n' "\${COMPREPLY[@]}"`;
    },
  },
  zsh: {
    ...{ plain: ['-f'], check: '-n', wordOf: (printed) => printed.split(':')[0]! },
    // Its completion runs within its line editor only: what our script hands to it is caught here instead.
    ask(line) {
      const words = line.split(' ');
      return `
        quancheng() { ${CLI} "$@"; }
        compdef() { : }
        _files() { print -rl -- *(N) }
        _describe() { print -rl -- $found }
        source ./completion.zsh
        words=(${words.map(literal).join(' ')}); CURRENT=${words.length}; PREFIX=${literal(words.at(-1)!)}
        _quancheng`;
    },
  },
  fish: {
    ...{ plain: ['--no-config'], check: '-n', wordOf: (printed) => printed.split('\t')[0]! },
    ask: (line) => `
      function quancheng; ${CLI} $argv; end
      source ./completion.fish
      complete -C ${literal(line)}`,
  },
};

/** What a TAB offers after this line: bash and fish leave out what does not fit, zsh's own function does. */
async function offered(shell: keyof typeof SHELLS, line: string, url = api.url): Promise<string[]> {
  const { plain, ask, wordOf } = SHELLS[shell];
  const { stdout, stderr } = await run(shell, [...plain, '-c', ask(line)], {
    cwd: folder,
    env: {
      ...{ ...process.env, LC_ALL: 'C.UTF-8', HOME: join(folder, 'home') },
      ...{ QUANCHENG_URL: url, QUANCHENG_TOKEN: TOKEN, QUANCHENG_DATA: folder },
    },
  });
  expect(stderr).toBe('');
  const begun = line.split(' ').at(-1)!;
  const words = stdout.split('\n').map(wordOf);
  return words.filter((word) => word !== '' && word.startsWith(begun));
}

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  const isHere = findOnPath(shell, process.env.PATH ?? '') !== undefined;
  if (!isHere) console.warn(`没有 ${shell}，跳过其补全 / there is no ${shell}: its completion is not tested`);

  test.skipIf(!isHere)('reads the script', async () => {
    const { check } = SHELLS[shell];
    const { stdout, stderr } = await run(shell, [check, join(folder, `completion.${shell}`)]);
    expect(stdout + stderr).toBe('');
  });

  test.skipIf(!isHere).each([
    ['quancheng pro', ['projects', 'project']],
    ['quancheng report ', ['daily', 'monthly', 'brief', 'batches', 'targets', 'file']],
    ['quancheng report daily --f', ['--filed', '--format']],
    ['quancheng report daily --format ', ['docx', 'html', 'pdf']],
    ['quancheng --quiet projects --county 示例县 --li', ['--light']],
    ['quancheng projects --light r', ['red']],
    ['quancheng completion ', ['bash', 'zsh', 'fish']],
    ['quancheng sign pl', ['plant.yaml']],
    ['quancheng report file ', ['weekly', 'daily', 'monthly']],
    ['quancheng token make --label ', []],
    ['quancheng notices ret', ['retry']],
    ['quancheng project ', ['plant']],
    ['quancheng do plant ', []],
    ['quancheng template move industrial 2 --project p', ['plant']],
  ])('offers after "%s": %j', async (line, words) => {
    expect((await offered(shell, line)).toSorted()).toEqual(words.toSorted());
  });

  test.skipIf(!isHere)('offers no ids, and no word of it, when the system is away', async () => {
    expect(await offered(shell, 'quancheng project ', 'http://127.0.0.1:9')).toEqual([]);
  });
});

test.each(['bash', 'zsh', 'fish'] as const)('the script of %s knows every command', (shell) => {
  const script = completionScript(
    createProgram(() => {}),
    shell,
  );
  for (const at of [' sign', ' report daily', ' webhook add', ' ledger export'])
    expect(script).toContain(`'${at}'`);
});

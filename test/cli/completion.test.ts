/** The scripts of completion: bash's is run by a real bash, with the ids of a real API. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiAt } from '../../cli/client.ts';
import { completionScript } from '../../cli/completion.ts';
import { createProgram } from '../../cli/program.ts';
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
  writeFileSync(
    join(folder, 'completion.bash'),
    completionScript(
      createProgram(() => {}),
      'bash',
    ),
  );
  writeFileSync(join(folder, 'plant.yaml'), '');
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

/** What a TAB offers after this line, in bash. */
async function offered(line: string, url = api.url): Promise<string[]> {
  const words = line.split(' ');
  const script = `
    quancheng() { "${process.execPath}" "${ROOT}/cli/quancheng.mjs" "$@"; }
    source ./completion.bash
    COMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}
    _quancheng
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await run('bash', ['--norc', '-c', script], {
    cwd: folder,
    env: { ...process.env, QUANCHENG_URL: url, QUANCHENG_TOKEN: TOKEN, QUANCHENG_DATA: folder },
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash offers', () => {
  test.each([
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
  ])('after "%s": %j', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  test('no ids, and no word of it, when the system is away', async () => {
    expect(await offered('quancheng project ', 'http://127.0.0.1:9')).toEqual([]);
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

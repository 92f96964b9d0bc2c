/** `npm run secrets` finds what it is there to find: by the rules of this project, in files that are made here. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../store/accounts.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  for (const file of ['.secretlintrc.json', '.secretlintignore'])
    cpSync(join(ROOT, file), join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The exit code, and what was printed. */
const scan = (): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const program = join(ROOT, 'node_modules/.bin/secretlint');
    execFile(program, ['--no-color', '**/*'], { cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, output: `${out}${err}` }),
    );
  });

test('a file with nothing secret passes; each kind of secret is found in its file', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // Put together here, so that none stands in this file.
  const planted = {
    'store/token.ts': `export const token = '${makeToken().shown}';`,
    'examples/hook.yaml': `secrets: [whsec_${randomBytes(32).toString('base64').replaceAll(/[+/=]/g, 'a')}]`,
    'docs/key.md': privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    '.env': `DATABASE_URL=postgres://app:${randomBytes(9).toString('hex')}@db.example.org:5432/quancheng`,
  };
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  };
  write('store/plain.ts', 'export const token = process.env.QUANCHENG_TOKEN;');
  expect(await scan()).toEqual({ code: 0, output: '' });
  for (const [file, text] of Object.entries(planted)) write(file, text);
  const { code, output } = await scan();
  expect(code).toBe(1);
  for (const file of Object.keys(planted)) expect(output, file).toContain(file);
});

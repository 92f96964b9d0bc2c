/** The import boundaries are lint errors. Each is shown to fail, on a copy of the rules and a file that breaks one. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const oxlint = join(root, 'node_modules/.bin/oxlint');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function faults(file: string, code: string): string[] {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  try {
    execFileSync(oxlint, ['-f', 'json', path], { cwd: folder, encoding: 'utf8' });
    return [];
  } catch (error) {
    const { diagnostics } = JSON.parse((error as { stdout: string }).stdout) as {
      diagnostics: { code: string }[];
    };
    return diagnostics.map((d) => d.code);
  } finally {
    rmSync(path);
  }
}

describe('import boundaries', () => {
  test.each([
    ['domain/project/a.ts', "import { load } from '../../store/read.ts';\nload();\n"],
    ['domain/a.ts', "import { readConfig } from '../config.ts';\nreadConfig();\n"],
    ['domain/a.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('a');\n"],
    ['domain/a.ts', "import type { Kysely } from 'kysely';\nexport type A = Kysely<unknown>;\n"],
    ['workflows/a.ts', "import { addDays } from '../domain/dates.ts';\naddDays('2024-01-01', 1);\n"],
    ['workflows/a.ts', "import { z } from 'zod';\nz.string();\n"],
    ['workflows/a.ts', "import { Client } from '@temporalio/client';\nnew Client().close();\n"],
    ['api/a.ts', "import { sql } from 'kysely';\nsql.raw('select 1');\n"],
    ['cli/a.ts', "import { Client } from 'pg';\nnew Client().end();\n"],
    ['worker/a.ts', "import { Client } from 'pg';\nnew Client().end();\n"],
  ])('%s may not: %s', (file, code) => {
    expect(faults(file, code)).toEqual([expect.stringContaining('no-restricted-imports')]);
  });

  test.each([
    ['domain/a.ts', 'export const now = Date.now();\n', 'no-restricted-properties'],
    ['domain/a.ts', 'export const dice = Math.random();\n', 'no-restricted-properties'],
    ['domain/a.ts', 'export const home = process.env.HOME;\n', 'no-restricted-globals'],
  ])('%s may not: %s', (file, code, rule) => {
    expect(faults(file, code)).toEqual([expect.stringContaining(rule)]);
  });

  test.each([
    ['domain/project/a.ts', "import { addDays } from '../dates.ts';\naddDays('2024-01-01', 1);\n"],
    ['workflows/a.ts', "import type { Instant } from '../domain/dates.ts';\nexport type A = Instant;\n"],
    ['workflows/a.ts', "import { sleep } from '@temporalio/workflow';\nvoid sleep(1);\n"],
    ['store/a.ts', "import { sql } from 'kysely';\nsql.raw('select 1');\n"],
  ])('%s may: %s', (file, code) => {
    expect(faults(file, code)).toEqual([]);
  });

  test('the domain reads no clock by way of a Date without argument', () => {
    const files = readdirSync(join(root, 'domain'), { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(10);
    const reading = files.filter((f) =>
      /new Date\(\s*\)|Date\(\)/.test(readFileSync(join(root, 'domain', f), 'utf8')),
    );
    expect(reading).toEqual([]);
  });
});

/** What the CLI ends with: one table, which is `--help`, docs/cli.md and the tests. */
import { CommanderError } from 'commander';
import { FileError } from '../contracts/file.ts';
import { SetupError } from '../dev/errors.ts';
import type { Text } from '../domain/text.ts';
import { Refused } from './client.ts';

export const EXITS = {
  done: { code: 0, zh: '完成', en: 'done' },
  setup: { code: 1, zh: '本机或系统的问题', en: 'something of this machine or of the set-up' },
  use: { code: 2, zh: '用法或输入有误', en: 'a fault of use or of input' },
  refused: { code: 3, zh: '规则不允许', en: 'the rules do not allow it' },
  notAllowed: { code: 4, zh: '未登录或无权', en: 'not signed in, or not allowed' },
  notFound: { code: 5, zh: '没有找到', en: 'there is none' },
  conflict: { code: 6, zh: '已存在，或版本已变', en: 'it is there already, or its version is another' },
  later: { code: 75, zh: '暂时不可用，请稍后重试', en: 'not now: try again later' },
} as const satisfies Record<string, Text & { code: number }>;

type Exit = keyof typeof EXITS;

/** What a status of the API ends with; every other refusal is one of the rules. */
const OF_STATUS: Record<number, Exit> = {
  ...{ 400: 'use', 413: 'use', 415: 'use' },
  ...{ 401: 'notAllowed', 403: 'notAllowed' },
  404: 'notFound',
  ...{ 409: 'conflict', 412: 'conflict' },
  ...{ 429: 'later', 502: 'later', 503: 'later', 504: 'later' },
  ...{ 500: 'setup', 501: 'setup' },
};

/** A command that has said all there is to say, and failed. */
export class Ended extends Error {
  readonly exit: Exit;
  constructor(exit: Exit) {
    super(exit);
    this.exit = exit;
  }
}

/** The exit code of what was thrown, and the lines that say it: one line and the fix, and no stack if it is known. */
export function explain(error: unknown): { code: number; lines: unknown[] } {
  const is = (exit: Exit, ...lines: unknown[]) => ({ code: EXITS[exit].code, lines });
  // Commander has said it already; what it ends help with is 0.
  if (error instanceof CommanderError) return is(error.exitCode === 0 ? 'done' : 'use');
  if (error instanceof Ended) return is(error.exit);
  if (error instanceof FileError) return is('use', ...error.faults.map((fault) => `✗ ${fault}`));
  if (error instanceof Refused)
    return is(OF_STATUS[error.status] ?? 'refused', `✗ ${error.code}: ${error.message}`);
  if (error instanceof SetupError) return is('setup', `✗ ${error.message}`, `  → ${error.fix}`);
  if (!(error instanceof Error)) return is('setup', error);
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'open' && path !== undefined)
    return is('use', `✗ ${path}: 无法打开 / can't be opened (${code})`);
  // A variable of the environment, named by `config.ts`.
  if (/^[A-Z][A-Z_]+[=:]/.test(error.message)) return is('setup', `✗ ${error.message}`);
  return is('setup', error);
}

/** The table as lines, for `--help`. */
export const exitLines = (): string[] =>
  Object.values(EXITS).map(({ code, zh, en }) => `  ${String(code).padEnd(4)}${zh} / ${en}`);

/** Every command says what it is in both languages, with examples that are true; the exit codes are one table. */
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { EXITS } from '../../cli/exit.ts';
import { commandsOf, EXAMPLES, pathOf } from '../../cli/help.ts';
import { createProgram } from '../../cli/program.ts';
import { terminal } from './given.ts';

const cli = terminal({ QUANCHENG_DATA: '/nonexistent', QUANCHENG_URL: '', QUANCHENG_TOKEN: '' });
const program = createProgram(() => {});
const commands = commandsOf(program);
const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
/** Its results are a page for people, or a script for a shell. */
const WITHOUT_JSON = ['start', 'completion'];

/** The words of an example as a shell hands them over, up to a pipe. */
const words = (line: string): string[] =>
  [...line.split(' | ')[0]!.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3]!);

test('every command has examples, and no example is of a command that is gone', () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(commands.map(pathOf).toSorted());
});

describe.each(commands.map((c) => [pathOf(c), c] as const))('%s', (path, command) => {
  test('says what it and each of its options is, in both languages', () => {
    const said = [command.description(), ...command.options.map((o) => o.description)];
    for (const text of said) expect(text).toMatch(/\p{Script=Han}.*\/ .*[a-z]/u);
    for (const { description } of command.registeredArguments) expect(description).toMatch(/\p{Script=Han}/u);
  });

  test.runIf(!WITHOUT_JSON.includes(path))('has --json', () => {
    expect(command.options.map((o) => o.long)).toContain('--json');
  });

  test('its help ends with 0 and shows the examples', async () => {
    const { code, out, err } = await cli(...path.split(' '), '--help');
    expect([code, err]).toEqual([0, '']);
    for (const example of EXAMPLES[path]!) expect(out).toContain(`$ quancheng ${example}`);
  });

  test.each(EXAMPLES[path]!)('%s: is taken as it is typed', (example) => {
    const fresh = createProgram(() => {});
    const typed: unknown[] = [];
    for (const one of all(fresh)) {
      one.action(() => void typed.push(pathOf(one)));
      one.configureOutput({ writeErr: () => {} });
    }
    fresh.parse(words(example), { from: 'user' });
    expect(typed).toEqual([path]);
  });
});

test('the help of the program shows every exit code', async () => {
  const { code, out } = await cli('--help');
  expect(code).toBe(0);
  for (const { code, zh, en } of Object.values(EXITS))
    expect(out).toContain(`${String(code).padEnd(4)}${zh} / ${en}`);
});

test('an unknown command is answered with the one that was meant, and so is an option', async () => {
  expect(await cli('reveiw')).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining('Did you mean review?'),
  });
  expect(await cli('review', '--jsn')).toMatchObject({ code: 2, err: expect.stringContaining('--json') });
});

test('a group without its command shows its help on the error output, as a fault of use', async () => {
  const { code, out, err } = await cli('webhook');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('add [options] <url>');
});

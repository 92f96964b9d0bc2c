/** `docs/asvs.md` answers each item of level 2 once, by one of four words, and names only files that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** The numbers of level 2 (those of level 1 among them) in OWASP ASVS 4.0.3, by section. */
const LEVEL_2 = `
  1.1.1-7 1.2.1-4 1.4.1,4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6
  2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
  3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1 4.1.1-3,5 4.2.1-2 4.3.1-3
  5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4 6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2
  7.1.1-4 7.2.1-2 7.3.1,3-4 7.4.1-3 8.1.1-4 8.2.1-3 8.3.1-8 9.1.1-3 9.2.1-4 10.2.1-2 10.3.1-3
  11.1.1-8 12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1 13.1.1,3-5 13.2.1-3,5-6 13.3.1-2 13.4.1-2
  14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4`;
const items = LEVEL_2.trim()
  .split(/\s+/)
  .flatMap((section) => {
    const [, head, rest] = /^(\d+\.\d+)\.(.*)$/.exec(section)!;
    return rest!.split(',').flatMap((range) => {
      const [from, to] = range.split('-').map(Number) as [number, number | undefined];
      return Array.from({ length: (to ?? from) - from + 1 }, (_, i) => `${head}.${from + i}`);
    });
  });

const rows = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, numbers, asks, answer, where]) => ({
    numbers: numbers!.split(', '),
    asks: asks!,
    answer: answer!,
    where: where!,
    files: [...where!.matchAll(/`([^`\s]*[./][^`\s]*)`/g)]
      .map((m) => m[1]!)
      .filter((f) => /\//.test(f) || existsSync(join(ROOT, f))),
  }));

test('each item of level 2 once, and no other', () => {
  expect(items).toHaveLength(259);
  const answered = rows.flatMap((r) => r.numbers);
  expect(answered.filter((n, i) => answered.indexOf(n) !== i)).toEqual([]);
  expect(answered.toSorted()).toEqual(items.toSorted());
});

test('the page counts its answers as they are', () => {
  const page = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8');
  const count = (word: string) => rows.filter((r) => r.answer === word).flatMap((r) => r.numbers).length;
  const told = ['met', 'part', 'not met', 'n/a'].map((word) => `${word} ${count(word)}`).join(', ');
  expect(page).toContain(`Now: ${told}.`);
});

test.each(rows.map((row) => [row.numbers.join(' '), row] as const))(
  '%s is answered by a word and a reason, and its files exist',
  (_, { asks, answer, where, files }) => {
    expect(['met', 'part', 'not met', 'n/a']).toContain(answer);
    expect(asks.length).toBeGreaterThan(3);
    expect(where.length).toBeGreaterThan(3);
    // What is met is somewhere, or shown by something.
    if (answer === 'met') expect(files.length + (/npm run/.test(where) ? 1 : 0)).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true);
  },
);

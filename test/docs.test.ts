import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACCESS_PAGE, writtenAccess } from '../docs/write-access.ts';
import { CLI_PAGE, writtenCli } from '../docs/write-cli.ts';
import { DOMAIN_PAGE, written } from '../docs/write-domain.ts';
import { NOTICES_PAGE, writtenNotices } from '../docs/write-notices.ts';

test('the diagrams and the worked example of docs/domain.md are what the model says now: npm run docs', async () => {
  const page = readFileSync(DOMAIN_PAGE, 'utf8');
  expect(await written(page)).toBe(page);
});

test('the messages of docs/notices.md are what each channel’s receiver gets now: npm run docs', async () => {
  const page = readFileSync(NOTICES_PAGE, 'utf8');
  expect(await writtenNotices(page)).toBe(page);
});

test('docs/access.md says what the tables of access say: npm run docs', async () => {
  expect(await writtenAccess()).toBe(readFileSync(ACCESS_PAGE, 'utf8'));
});

test('docs/cli.md says what the commands are: npm run docs', async () => {
  expect(await writtenCli()).toBe(readFileSync(CLI_PAGE, 'utf8'));
});

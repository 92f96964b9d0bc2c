import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOMAIN_PAGE, written } from '../docs/write-domain.ts';

test('the diagrams and the worked example of docs/domain.md are what the model says now: npm run docs', async () => {
  const page = readFileSync(DOMAIN_PAGE, 'utf8');
  expect(await written(page)).toBe(page);
});

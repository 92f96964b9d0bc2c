import { defineConfig } from 'vitest/config';
import { findSystemPostgres } from './dev/system-postgres.ts';
import { findChromium } from './documents/pdf.ts';

const shared = {
  ...{ testTimeout: 60_000, hookTimeout: 120_000 },
  // In CI, on two busy cores, a test may lose a race that is its own. It gets a second try there, and
  // `closing-line.ts` names each test that needed it: one that is named twice has a fault to find.
  retry: process.env.CI ? 1 : 0,
};

export default defineConfig({
  test: {
    globalSetup: ['test/servers.ts'],
    // The end-to-end run starts a whole system of its own: two of them at once would only slow each other.
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', './test/closing-line.ts'] : ['default'],
    projects: [
      { test: { ...shared, name: 'embedded', include: ['test/**/*.test.ts'], exclude: ['test/web/**'] } },
      // What depends on Postgres runs on the machine's own version as well, where there is one.
      ...(findSystemPostgres(process.env.PATH ?? '')
        ? [
            {
              test: {
                ...shared,
                name: 'system-postgres',
                include: ['test/store/**/*.test.ts'],
                env: { TEST_POSTGRES: 'system' },
              },
            },
          ]
        : []),
      // The pages in a real browser, where there is one: `test/servers.ts` says when they are left out.
      ...(findChromium(process.env.PATH ?? '', undefined)
        ? [
            {
              test: {
                ...shared,
                name: 'web',
                include: ['test/web/**/*.test.ts'],
                globalSetup: ['test/web/start.ts'],
              },
            },
          ]
        : []),
    ],
  },
});

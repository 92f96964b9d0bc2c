/** The tests of `domain/` alone: no Postgres, no Temporal. Also what Stryker runs (`npm run mutate`). */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});

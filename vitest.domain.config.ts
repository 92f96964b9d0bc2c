/** The tests of `domain/` alone: no Postgres, no Temporal. `npx vitest run -c vitest.domain.config.ts`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});

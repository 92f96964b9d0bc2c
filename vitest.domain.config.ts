/** The tests of `domain/` alone: no Postgres, no Temporal. Also what Stryker runs (`npm run mutate`). */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    // Stryker's mutants stand in the sources, which are then no longer pure.
    // The laws are slow and kill little that the examples let live: QUANCHENG_LAWS=1 brings them in.
    exclude:
      process.env.STRYKER_MUTATOR_WORKER === undefined
        ? []
        : ['test/domain/purity.test.ts', ...(process.env.QUANCHENG_LAWS ? [] : ['test/domain/laws.test.ts'])],
    // A mutant that lives is met by every case of every law.
    env:
      process.env.STRYKER_MUTATOR_WORKER === undefined
        ? {}
        : { QUANCHENG_RUNS: process.env.QUANCHENG_RUNS ?? '10' },
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});

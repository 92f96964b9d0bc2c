import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/servers.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The end-to-end run starts a whole system of its own: two of them at once would only slow each other.
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', './test/closing-line.ts'] : ['default'],
  },
});

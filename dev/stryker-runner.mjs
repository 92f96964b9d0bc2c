/**
 * For Stryker: a test runner that bundles the domain's tests once and runs them in Stryker's own process. The
 * domain is pure, so nothing needs a process of its own; through vitest each mutant costs a second or more of
 * starting up, here what its tests take. Chosen in `stryker.config.json`.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const NAMESPACE = '__stryker__';
/** Slow, and they kill little that the examples let live: QUANCHENG_LAWS=1 brings the laws in. */
const SKIPPED = ['purity.test.ts', ...(process.env.QUANCHENG_LAWS ? [] : ['laws.test.ts'])];

class BundledRunner {
  #tests = [];
  #files = [];

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    const folder = join(process.cwd(), 'test/domain');
    this.#files = readdirSync(folder).filter((f) => f.endsWith('.test.ts') && !SKIPPED.includes(f));
    const outfile = join(process.cwd(), 'mutated-tests.cjs');
    await build({
      stdin: {
        contents: [
          // A mutant that is found need not be explained: no shrinking.
          "import fc from 'fast-check';",
          'fc.configureGlobal({ endOnFailure: true });',
          ...this.#files.map((file) => `import './test/domain/${file}';`),
          "export { tests } from 'vitest';",
        ].join('\n'),
        resolveDir: process.cwd(),
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      outfile,
      alias: { vitest: join(process.cwd(), 'dev/stryker-vitest.mjs') },
      logLevel: 'error',
      define: { 'import.meta.dirname': JSON.stringify(folder), 'import.meta.url': '"file:///mutated"' },
    });
    // A mutant that lives is met by every case of every property.
    process.env.QUANCHENG_RUNS ??= '10';
    globalThis[NAMESPACE] ??= {};
    this.#tests = createRequire(outfile)(outfile).tests;
  }

  async dryRun() {
    const space = globalThis[NAMESPACE];
    space.activeMutant = undefined;
    const tests = [];
    for (const test of this.#tests) {
      space.currentTestId = test.id;
      const began = performance.now();
      const failure = await failureOf(test);
      const timeSpentMs = performance.now() - began;
      const base = { id: test.id, name: test.name, timeSpentMs };
      tests.push(
        failure === undefined ? { ...base, status: 0 } : { ...base, status: 1, failureMessage: failure },
      );
    }
    space.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: space.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const space = globalThis[NAMESPACE];
    space.activeMutant = activeMutant.id;
    space.hitCount = hitLimit === undefined ? undefined : 0;
    space.hitLimit = hitLimit;
    const wanted = testFilter && new Set(testFilter);
    let nrOfTests = 0;
    try {
      for (const test of this.#tests) {
        if (wanted && !wanted.has(test.id)) continue;
        nrOfTests += 1;
        const failureMessage = await failureOf(test);
        if (hitLimit !== undefined && space.hitCount > hitLimit) {
          return { status: 'timeout', reason: `Hit limit reached (${space.hitCount}/${hitLimit})` };
        }
        if (failureMessage !== undefined) {
          return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
        }
      }
      return { status: 'survived', nrOfTests };
    } finally {
      space.activeMutant = undefined;
    }
  }
}

async function failureOf(test) {
  try {
    await test.run();
    return undefined;
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'bundled', injectableClass: BundledRunner }];

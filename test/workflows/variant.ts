/** The workflows as another release would have them: their sources with something changed, bundled. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

const ROOT = join(import.meta.dirname, '../..');

/** Each change is a text of `project.ts` and what stands in its place. Throws when a text is not there once. */
export async function bundleVariant(
  changes: readonly (readonly [string, string])[],
): Promise<WorkflowBundleWithSourceMap> {
  const folder = mkdtempSync(join(tmpdir(), 'variant-'));
  try {
    cpSync(join(ROOT, 'workflows'), folder, { recursive: true });
    const file = join(folder, 'project.ts');
    let source = readFileSync(file, 'utf8');
    for (const [before, after] of changes) {
      if (source.split(before).length !== 2) throw new Error(`not there once: ${before}`);
      source = source.replace(before, after);
    }
    writeFileSync(file, source);
    return await bundleWorkflowCode({
      workflowsPath: join(folder, 'index.ts'),
      webpackConfigHook: (config) => ({
        ...config,
        resolve: { ...config.resolve, modules: [join(ROOT, 'node_modules')] },
      }),
      logger: { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A step more in the loop, which histories from before it do not have. */
export const ONE_STEP_MORE: readonly [string, string] = [
  'const { face, sleepMs, unnamed } = await inTurn(() =>',
  'await condition(() => false, 1);\n    const { face, sleepMs, unnamed } = await inTurn(() =>',
];

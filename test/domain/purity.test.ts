/**
 * `domain/` imports nothing outside itself, reads no clock and no chance, and uses nothing of Node: by its
 * sources, and by running a bundle of it where there is nothing but the language. `test/boundaries.test.ts`
 * shows that the linter refuses the same.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { simulate } from '../../domain/simulate.ts';
import { STORY, STORY_END } from '../../examples/story.ts';
import { RULES } from '../../domain/rules.ts';

const root = join(import.meta.dirname, '../..');
const files = readdirSync(join(root, 'domain'), { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.ts'))
  .map((f) => join('domain', f))
  .toSorted();

/** What no source of the domain may say, and an example of each. */
const FORBIDDEN: [RegExp, string][] = [
  [/\bDate\s*\.\s*now\b/, 'const t = Date.now();'],
  [/\bnew\s+Date\s*(?!\()/, 'const t = new Date;'],
  [/\bDate\s*\(\s*\)/, 'const t = new Date();'],
  [/(?<!new )\bDate\s*\(/, 'const t = Date(0);'],
  [/\bnew\s+Date\s*\([^()]*,/, 'const t = new Date(2024, 1, 1);'],
  [
    /\.(get|set)(Date|Day|Month|FullYear|Hours|Minutes|TimezoneOffset)\b/,
    'const h = new Date(0).getHours();',
  ],
  [/\blocaleCompare\b|\btoLocale\w+\b|\bIntl\.\w+\(\s*\)/, "['a'].sort((a, b) => a.localeCompare(b));"],
  [/\bMath\s*\.\s*random\b/, 'const r = Math.random();'],
  [
    /\b(process|Buffer|__dirname|globalThis|performance|navigator|document|localStorage)\s*[.[(]/,
    'process.exit(0);',
  ],
  [
    /\b(require|fetch|setTimeout|setInterval|setImmediate|queueMicrotask|eval|Function)\s*\(/,
    "require('fs');",
  ],
  [/\bcrypto\b/, 'crypto.randomUUID();'],
  [/\bimport\s*\(/, "await import('./a.ts');"],
  [/\bawait\b|\basync\b|\bPromise\b/, 'const f = async () => 1;'],
  [/\bconsole\b/, "console.log('a');"],
];

/** The source without comments and without the text of strings. */
const code = (source: string): string =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
const imports = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport)\s+['"]([^'"]+)['"]/g)].map((m) => m[1]!);

describe('the sources of the domain', () => {
  test('are found', () => expect(files.length).toBeGreaterThan(25));

  test.each(files)('%s imports only what is in domain/', (file) => {
    for (const specifier of imports(readFileSync(join(root, file), 'utf8'))) {
      expect(specifier).toMatch(/^\.\.?\/.*\.(ts|json)$/);
      const target = relative(root, join(root, dirname(file), specifier));
      expect(target.startsWith('domain/'), target).toBe(true);
      expect(existsSync(join(root, target)), target).toBe(true);
    }
  });

  test.each(files)('%s reads no clock, no chance, no machine', (file) => {
    const source = code(readFileSync(join(root, file), 'utf8'));
    expect(FORBIDDEN.filter(([pattern]) => pattern.test(source)).map(String)).toEqual([]);
  });

  test.each(FORBIDDEN)('%s would be found', (pattern, example) => {
    expect(pattern.test(code(example))).toBe(true);
    expect(pattern.test(code(`// ${example}`))).toBe(false);
  });
});

/** A script that tells the story and leaves its log as JSON in `told`, with every file of the domain in it. */
const ENTRY = `
  import { RULES } from './domain/rules.ts';
  import { simulate } from './domain/simulate.ts';
  import { STORY, STORY_END } from './examples/story.ts';
  ${files.map((f, i) => `import * as m${i} from './${f}';`).join('\n')}
  globalThis.modules = [${files.map((_, i) => `m${i}`).join()}].length;
  globalThis.told = JSON.stringify(simulate(STORY, STORY_END, RULES));
`;

describe('the domain, bundled', () => {
  let bundle = '';
  let inputs: string[] = [];
  const expected = JSON.stringify(simulate(STORY, STORY_END, RULES));

  beforeAll(async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      metafile: true,
      format: 'iife',
      platform: 'browser',
      target: 'es2023',
      logLevel: 'silent',
    });
    bundle = outputFiles[0]!.text;
    inputs = Object.keys(metafile.inputs).filter((f) => f !== '<stdin>');
  });

  test('is made of domain/ and the story alone', () => {
    expect(inputs.filter((f) => !f.startsWith('domain/'))).toEqual(['examples/story.ts']);
  });

  test('tells the story where there is nothing but the language', () => {
    const context = createContext({});
    const missing = [
      'process',
      'Buffer',
      'require',
      'module',
      'setTimeout',
      'fetch',
      'performance',
      'crypto',
    ];
    expect(missing.map((name) => runInContext(`typeof ${name}`, context) as string)).toEqual(
      missing.map(() => 'undefined'),
    );
    runInContext(bundle, context);
    expect(runInContext('modules', context)).toBe(files.length);
    expect(runInContext('told', context)).toBe(expected);
  });

  test('tells it without a clock and without chance', () => {
    const context = createContext({});
    runInContext(
      `Math.random = () => { throw new Error('chance'); };
       const Real = Date;
       Date = new Proxy(Real, {
         construct: (_, args) => { if (args.length === 0) throw new Error('clock'); return new Real(...args); },
         apply: () => { throw new Error('clock'); },
       });
       Real.now = () => { throw new Error('clock'); };`,
      context,
    );
    runInContext(bundle, context);
    expect(runInContext('told', context)).toBe(expected);
  });

  // The bare context above is the proof that runs everywhere; where there is a browser, it is asked as well.
  const chromium = '/usr/bin/chromium';
  test.skipIf(!existsSync(chromium))('tells it in Chromium', () => {
    const folder = mkdtempSync(join(tmpdir(), 'purity-'));
    try {
      const page = join(folder, 'page.html');
      const show = 'document.body.textContent = told;';
      writeFileSync(
        page,
        `<!doctype html><meta charset="utf-8"><body></body><script>${bundle.replaceAll('</', '<\\/')};${show}</script>`,
      );
      const dom = execFileSync(
        chromium,
        ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
          .concat(['--disable-background-networking', '--disable-component-update', '--disable-sync'])
          .concat([`--user-data-dir=${folder}/profile`, '--dump-dom', `file://${page}`]),
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 50_000 },
      );
      const body = /<body>(.*)<\/body>/s.exec(dom)?.[1]?.split('<script>')[0];
      expect(body?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(expected);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

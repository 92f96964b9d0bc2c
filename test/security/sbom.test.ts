/** The list of what the system is made of (`npm run sbom`), as CycloneDX wants it: every package, each with its hash. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../programs.ts';

/** The required fields of CycloneDX 1.5 (bom-1.5.schema.json; a later npm may write a later version), and those by which others find a package. */
const bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.[5-9]$/),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.object({
    timestamp: z.iso.datetime(),
    component: z.object({ name: z.string().min(1), type: z.literal('library') }),
  }),
  components: z.array(
    z.object({
      'bom-ref': z.string().min(1),
      type: z.enum(['library', 'framework', 'application']),
      name: z.string().min(1),
      version: z.string().min(1),
      purl: z.string().regex(/^pkg:npm\/.+@.+$/),
      hashes: z
        .array(z.object({ alg: z.string(), content: z.string().regex(/^[0-9a-f]{32,128}$/) }))
        .optional(),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

test('is valid, names every package of package.json, and points at nothing that is not in it', async () => {
  const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    ...{ cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
  });
  const { components, dependencies } = bom.parse(JSON.parse(stdout));
  const refs = components.map((c) => c['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, ...dependencies.map((d) => d.ref)]);
  expect(dependencies.flatMap((d) => d.dependsOn ?? []).filter((ref) => !known.has(ref))).toEqual([]);
  const own = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const listed = new Set(components.map((c) => c.name));
  const wanted = Object.keys({ ...own.dependencies, ...own.devDependencies });
  expect(wanted.filter((name) => !listed.has(name))).toEqual([]);
  const unhashed = components.filter((c) => c.hashes === undefined).map((c) => c.name);
  expect(unhashed).toEqual([]);
});

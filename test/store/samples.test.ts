import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  DETAIL_FIELDS,
  mapPersonal,
  NAME_FIELDS,
  NOT_PERSONAL,
  SOUNDS_PERSONAL,
} from '../../store/personal.ts';
import { SCHEMA_VERSIONS, upcast, type Steps } from '../../store/upcast.ts';
import { collect, sampleOf, shapeOf, type Sample, type Shape } from './samples.ts';

const folder = join(import.meta.dirname, 'samples');
const stored = readdirSync(folder).map((name) => ({
  name,
  sample: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sample,
}));
let now: Map<string, Sample>;
beforeAll(async () => {
  const { byType } = await collect();
  now = new Map([...byType].map(([type, events]) => [type, sampleOf(type, events)]));
});

const HOW =
  '事件结构变了：在 store/upcast.ts 提高它的版本、写升级步骤，然后 npm run samples；该版本从未发布时 npm run samples -- --replace / ' +
  'the shape of this event has changed: raise its version in store/upcast.ts, add the step from the version before, and run npm run samples. ' +
  'While no release has written this version: npm run samples -- --replace';

describe('stored samples of events', () => {
  test.each(Object.entries(SCHEMA_VERSIONS))('%s: each version up to %i has one', (type, version) => {
    const names = stored.map((s) => s.name);
    for (let v = 1; v <= version; v++) expect(names, 'npm run samples').toContain(`${type}.v${v}.json`);
  });

  test.each(Object.keys(SCHEMA_VERSIONS))('%s has the shape that its version is stored with', (type) => {
    const known = stored.find(
      (s) => s.name === `${type}.v${SCHEMA_VERSIONS[type as keyof typeof SCHEMA_VERSIONS]}.json`,
    );
    expect(now.get(type)?.shape, `${type}: no command of sample-commands.ts leads to it`).toBeDefined();
    expect(now.get(type)!.shape, HOW).toEqual(known!.sample.shape);
  });

  test.each(stored)(
    '$name is read as this release knows its type',
    ({ sample: { type, schema_version, examples } }) => {
      const current = now.get(type)!.shape;
      const read = shapeOf(examples.map((data) => upcast(type, schema_version, data)));
      expect(extra(read, current)).toEqual([]);
      expect(missing(read, current)).toEqual([]);
    },
  );
});

/** Paths of `read` that `current` does not know, and those that it always has and `read` lacks. */
const extra = (read: Shape, current: Shape): string[] =>
  Object.keys(read).filter((path) => !(path in current));
const missing = (read: Shape, current: Shape): string[] =>
  Object.entries(current)
    .filter(
      ([path, kinds]) =>
        !kinds.includes('?') && !path.includes('.') && !path.includes('[]') && !(path in read),
    )
    .map(([path]) => path);

describe('upcast', () => {
  const steps: Steps = {
    factorMet: {
      1: ({ what, ...rest }) => ({ ...rest, factor: what }),
      2: (data) => ({ ...data, by: null }),
    },
  };
  test('goes from any version to the newest, step by step; what is newer or has no step is refused', () => {
    const versions = { factorMet: 3, factorLost: 2 };
    expect(upcast('factorMet', 1, { what: 'land', x: 1 }, versions, steps)).toEqual({
      factor: 'land',
      x: 1,
      by: null,
    });
    expect(upcast('factorMet', 2, { factor: 'land' }, versions, steps)).toEqual({ factor: 'land', by: null });
    expect(upcast('factorMet', 3, { factor: 'land' }, versions, steps)).toEqual({ factor: 'land' });
    expect(() => upcast('factorMet', 4, {}, versions, steps)).toThrow('newer release');
    expect(() => upcast('unheardOf', 1, {}, versions, steps)).toThrow('newer release');
    expect(() => upcast('factorLost', 1, {}, versions, steps)).toThrow('no step from version 1');
  });

  test('a changed shape is seen: a field added, taken away, of another kind, or optional', () => {
    const before = shapeOf([{ a: 1, b: [{ c: 'x' }] }]);
    expect(before).toEqual({ a: 'number', b: 'array', 'b[]': 'object', 'b[].c': 'string' });
    for (const data of [
      [{ a: 1, b: [{ c: 'x', d: 1 }] }],
      [{ a: '1', b: [{ c: 'x' }] }],
      [{ b: [{ c: 'x' }] }],
      [{ a: 1, b: [{ c: 'x' }, {}] }],
    ])
      expect(shapeOf(data)).not.toEqual(before);
  });
});

test('every field that sounds personal is declared personal, or declared not to be, in store/personal.ts', () => {
  const open = stored.flatMap(({ sample: { type, shape } }) =>
    Object.keys(shape)
      .map((path) => ({ path, key: path.replaceAll('[]', '').split('.').at(-1)! }))
      .filter(
        ({ key }) =>
          SOUNDS_PERSONAL.test(key) &&
          !NAME_FIELDS.has(key) &&
          !DETAIL_FIELDS.has(key) &&
          NOT_PERSONAL[key] === undefined,
      )
      .map(({ path }) => `${type}: ${path}`),
  );
  expect(open).toEqual([]);
});

test('a name that stands in a personal field stands in no other field of any sample', () => {
  const names = new Set<string>();
  const data = stored.flatMap(({ sample }) => sample.examples.map((one) => ({ type: sample.type, one })));
  for (const { one } of data) mapPersonal(one, (value, person) => (names.add(person), value));
  // Bodies that are told like persons (an office, a bureau) may be named elsewhere: they are nobody's data.
  const people = [...names].filter((name) => !/局|办|公司|政府|委|部门|中心|厂|海关/.test(name));
  expect(people.length).toBeGreaterThan(2);
  const left = data.flatMap(({ type, one }) => {
    const text = JSON.stringify(mapPersonal(one, () => '…'));
    return people.filter((name) => text.includes(name)).map((name) => `${type}: ${name}`);
  });
  expect(left).toEqual([]);
});

/**
 * Stands in for `vitest` when the domain's tests run inside Stryker's own process (`stryker-runner.mjs`): the
 * part of its interface that they use, with its own `expect`. Tests are collected on import and run on demand.
 */
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** Every test, in order: its id is its path, and a number where that stands twice. */
export const tests = [];
const path = [];
const ids = new Set();

export const expect = chai.expect;
expect.any = chai.expect.any;

export function describe(name, ...rest) {
  path.push(name);
  rest.at(-1)();
  path.pop();
}

export function test(name, ...rest) {
  const title = [...path, name].join(' > ');
  let id = title;
  for (let n = 2; ids.has(id); n++) id = `${title} (${n})`;
  ids.add(id);
  tests.push({ id, name: id, run: rest.find((r) => typeof r === 'function') });
}

test.each =
  (table) =>
  (name, ...rest) => {
    const run = rest.find((r) => typeof r === 'function');
    table.forEach((row, i) => test(`${name} [${i}]`, () => (Array.isArray(row) ? run(...row) : run(row))));
  };
test.skipIf = (skip) => (skip ? () => {} : test);

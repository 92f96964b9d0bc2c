/**
 * `npm run samples`: writes a sample of each event type and schema version that has none yet. One whose shape
 * has changed without a new version is refused; `npm run samples -- --replace` writes it anew, which is right
 * only while no release has written that version. Samples of older versions are never touched.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { SCHEMA_VERSIONS } from '../../store/upcast.ts';
import { collect, sampleOf, type Sample } from './samples.ts';

const folder = join(import.meta.dirname, 'samples');
const replace = process.argv.includes('--replace');
const { byType, refused } = await collect();
mkdirSync(folder, { recursive: true });
const faults: string[] = [];

for (const line of refused) console.log(`命令被拒 / a command was refused: ${line}`);
for (const [type, version] of Object.entries(SCHEMA_VERSIONS)) {
  const name = `${type}.v${version}.json`;
  const file = join(folder, name);
  const events = byType.get(type);
  if (!events) {
    faults.push(
      `${type}: 没有样本，请在 test/store/sample-commands.ts 添加命令 / no command leads to it: add one there`,
    );
    continue;
  }
  const sample = sampleOf(type, events);
  if (existsSync(file)) {
    const known = JSON.parse(readFileSync(file, 'utf8')) as Sample;
    if (JSON.stringify(known.shape) === JSON.stringify(sample.shape)) continue;
    if (!replace) {
      faults.push(
        `${name}: 结构已变，请在 store/upcast.ts 提高版本并写升级步骤；该版本从未发布时可用 --replace / ` +
          `its shape has changed: raise its version in store/upcast.ts and add the step, or use --replace if no release has written it`,
      );
      continue;
    }
  }
  const options = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(sample), { ...options, parser: 'json' }));
  console.log(`✓ ${name}`);
}
for (const type of byType.keys())
  if (!(type in SCHEMA_VERSIONS))
    faults.push(`${type}: 未在 store/upcast.ts 登记版本 / has no version in store/upcast.ts`);
for (const fault of faults) console.error(`✗ ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;

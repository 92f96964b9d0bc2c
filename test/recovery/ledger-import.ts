/** Applies a ledger to a database, a line after each project: what `ledger-kill.test.ts` kills. */
import { readFileSync } from 'node:fs';
import { openSystem } from '../../store/system.ts';
import { applyLedger, planLedger } from '../../store/ledger.ts';
import { TEST_KEY } from '../fresh-system.ts';

const [url, file, county, at] = process.argv.slice(2) as [string, string, string, string];
const system = openSystem(url, undefined, TEST_KEY);
const now = await system.clock.now(at);
const plan = await planLedger(system, now, { bytes: readFileSync(file), name: 'ledger.xlsx' }, county);
for await (const { project } of applyLedger(system, plan, { at, actor: 'office' })) console.log(project);
await system.close();

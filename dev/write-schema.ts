/** `npm run schema`: writes `store/schema.sql` and `store/schema.ts` from the migrations, on a database of its own. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, migrate } from '../store/database.ts';
import { describeSchema, describeTypes } from '../store/describe-schema.ts';
import { startPostgres } from './postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'quancheng-schema-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: console.log, durable: false });
try {
  const db = connect(postgres.url, () => {}, 2);
  await migrate(db);
  const write = (name: string, text: string): void =>
    writeFileSync(new URL(`../store/${name}`, import.meta.url), text);
  write('schema.sql', await describeSchema(db));
  write('schema.ts', await describeTypes(db));
  await db.destroy();
  console.log('store/schema.sql, store/schema.ts');
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

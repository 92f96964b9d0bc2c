/** The master key of personal data of the embedded default: made once, in the data folder. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the key at the first start. Who loses it loses every name in the log: it is to be kept elsewhere too. */
export function makeKey(dataDir: string, log: (line: string) => void): string {
  const key = randomBytes(32).toString('hex');
  const file = join(dataDir, 'key');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  log(
    `已生成个人信息主密钥，请另存一份 / made the master key of personal data, keep a copy elsewhere: ${file}`,
  );
  return key;
}

/** Where no token is set and none was ever made, the first start makes one for the administrator. */
import { makeToken, readTokens } from '../store/accounts.ts';
import { tokenStream } from '../store/aggregates.ts';
import type { System } from '../store/system.ts';

/** Prints the token: this once, and never again. */
export async function firstToken(system: System, print: (line: string) => void): Promise<void> {
  if ((await readTokens(system.db)).length > 0) return;
  const { id, hash, shown } = makeToken();
  const made = await system.handle({
    ...{ stream: tokenStream(id), commandId: 'first', actor: 'system', at: new Date().toISOString() },
    commands: [
      { type: 'createToken', label: 'first', hash, grants: [{ role: 'admin' }, { role: 'office' }] },
    ],
  });
  if (made.ok) print(`管理员令牌，只显示这一次 / the administrator's token, shown this once: ${shown}`);
}

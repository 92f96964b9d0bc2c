/** The key that sessions are signed with: it follows from the master key. */
import { vaultOf, type Db } from './database.ts';

/** Of a system with another operator's token it is another: a changed token ends every session. */
export const sessionKey = (db: Db, token: string | undefined): Buffer =>
  vaultOf(db).derive(`quancheng/session/${token ?? ''}`);

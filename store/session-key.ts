/** Keys of what a browser keeps for us: they follow from the master key. */
import { vaultOf, type Db } from './database.ts';

/** Of a system with another operator's token it is another: a changed token ends every session. */
export const sessionKey = (db: Db, token: string | undefined): Buffer =>
  vaultOf(db).derive(`quancheng/session/${token ?? ''}`);

/** What a browser keeps while its user is at the provider is encrypted with this. */
export const signInKey = (db: Db): Buffer => vaultOf(db).derive('quancheng/sign-in');

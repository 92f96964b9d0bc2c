/**
 * One key a person, wrapped by the master key (`QUANCHENG_KEY`). What the log holds of a person is
 * ciphertext, and the chain is computed over it: when the key is deleted the person is gone and the chain
 * still verifies. The nonce is derived from key and text, so a name is encrypted once and then remembered.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { mapPersonal, mapStrings, SYSTEM_ACTORS } from './personal.ts';
import type { Schema } from './schema.ts';

/** Keys are asked for again after this long, so that what another process erased is gone here too. */
const TRUST_MS = 30_000;
const SEALED = /^enc:([0-9a-f]{16}):([A-Za-z0-9_-]+)$/;

interface Personal {
  data: unknown;
  actor: string;
}

export interface Vault {
  /** Rows as they are to be stored, and the ids of the keys they need. Makes keys for new persons. */
  seal<R extends Personal>(db: Kysely<Schema>, rows: R[]): Promise<{ rows: R[]; keys: string[] }>;
  /** Rows as they are to be read. What can't be read any more names nobody. */
  open<R extends Personal>(db: Kysely<Schema>, rows: R[]): Promise<R[]>;
  /** The key of a person, where there is one. */
  keyOf(db: Kysely<Schema>, person: string): Promise<string | undefined>;
  /** Forgets every key that is in memory. */
  forget(): void;
  /** Another on the same master key that remembers nothing, and for which the key of that id is gone. */
  another(without?: string): Vault;
  /** The same for every holder of this master key, and for nobody else. */
  mark(): string;
  /** Another key for a purpose of its own: who has it learns nothing of the master key (HKDF, RFC 5869). */
  derive(purpose: string): Buffer;
}

/** No key was given, or not the one the database was written with. */
export class KeyError extends Error {
  constructor(zh: string, en: string) {
    super(`QUANCHENG_KEY: ${zh} / ${en}`);
    this.name = 'KeyError';
  }
}

/** How the name of an erased person begins. */
export const ERASED = '已删除 erased ';
/** What stands for a person whose key is gone. It tells two erased persons apart, and no more. */
export const erasedName = (id: string): string => `${ERASED}${id.slice(0, 6)}`;
export const isErasedName = (name: string): boolean => name.startsWith(ERASED);

/** 32 bytes, in 64 hexadecimal digits. Throws `KeyError`. */
export function parseKey(text: string): Buffer {
  if (!/^[0-9a-fA-F]{64}$/.test(text))
    throw new KeyError('应为 64 位十六进制数', 'must be 64 hexadecimal digits (openssl rand -hex 32)');
  return Buffer.from(text, 'hex');
}

interface Memory {
  /** By person: the id of the key. */
  ids: Map<string, string>;
  /** By id: the key, undefined where it is gone. */
  keys: Map<string, Buffer | undefined>;
  sealed: Map<string, string>;
  opened: Map<string, string>;
  /** Ends when the last who asked for persons has been answered. */
  asked: Promise<void>;
}

const remember = (): Memory => ({
  ...{ ids: new Map(), keys: new Map(), sealed: new Map(), opened: new Map() },
  asked: Promise.resolve(),
});

export function createVault(
  masterKey: string | undefined,
  nowMs: () => number = Date.now,
  without?: string,
): Vault {
  const master = masterKey === undefined ? undefined : parseKey(masterKey);
  let memory = remember();
  let since = nowMs();

  const need = (): Buffer => {
    if (!master) {
      throw new KeyError(
        '未设置，无法读写个人信息；使用 npm start 数据目录中的 key 文件，或 openssl rand -hex 32',
        'is not set, and personal data can be neither written nor read: take the file `key` of the data folder, or make one with openssl rand -hex 32',
      );
    }
    return master;
  };
  const forget = (): void => {
    // A new one, not an emptied one: a call under way keeps what it has learned.
    memory = remember();
    since = nowMs();
  };
  const recent = (): Memory => {
    if (nowMs() - since > TRUST_MS) forget();
    return memory;
  };
  const tagOf = (person: string): Buffer => createHmac('sha256', need()).update(`person:${person}`).digest();

  /** One after another: of a thousand commands that name the same persons the first asks. A transaction waits for nobody. */
  function learnIds(db: Kysely<Schema>, memory: Memory, persons: string[], make: boolean): Promise<void> {
    if (db.isTransaction) return askForIds(db, memory, persons, make);
    const answered = memory.asked.then(() => askForIds(db, memory, persons, make));
    memory.asked = answered.catch(() => {});
    return answered;
  }

  async function askForIds(
    db: Kysely<Schema>,
    { ids, keys }: Memory,
    persons: string[],
    make: boolean,
  ): Promise<void> {
    const unknown = persons.filter((p) => !ids.has(p));
    if (unknown.length === 0) return;
    const byTag = new Map(unknown.map((p) => [tagOf(p).toString('hex'), p]));
    const find = async (): Promise<void> => {
      const { rows } = await sql<{ id: string; tag: Buffer; wrapped: Buffer }>`
        select id, tag, wrapped from person_keys
        where tag = any (select decode(t, 'hex') from unnest(${[...byTag.keys()]}::text[]) t)`.execute(db);
      for (const row of rows) {
        ids.set(byTag.get(row.tag.toString('hex'))!, row.id);
        keys.set(row.id, unwrap(need(), row));
      }
    };
    await find();
    const missing = [...byTag].filter(([, person]) => !ids.has(person));
    if (missing.length === 0 || !make) return;
    const made = missing.map(([tag]) => {
      const id = randomBytes(8).toString('hex');
      return { id, tag: `\\x${tag}`, wrapped: `\\x${wrap(need(), id, randomBytes(32)).toString('hex')}` };
    });
    await sql`
      insert into person_keys (id, tag, wrapped)
      select id, tag, wrapped from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as n (id text, tag bytea, wrapped bytea)
      order by tag on conflict (tag) do nothing`.execute(db);
    await find();
  }

  async function learnKeys(db: Kysely<Schema>, { keys }: Memory, wanted: string[]): Promise<void> {
    const unknown = wanted.filter((id) => !keys.has(id));
    if (unknown.length === 0) return;
    const rows = await db
      .selectFrom('person_keys')
      .select(['id', 'wrapped'])
      .where('id', 'in', unknown)
      .execute();
    for (const id of unknown) keys.set(id, undefined);
    for (const row of rows) if (row.id !== without) keys.set(row.id, unwrap(need(), row));
  }

  return {
    forget,
    another: (gone) => createVault(masterKey, nowMs, gone),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', need(), '', purpose, 32)),
    mark: () => createHmac('sha256', need()).update('mark').digest('hex').slice(0, 32),

    async seal(db, rows) {
      const memory = recent();
      const { ids, keys, sealed } = memory;
      const unknown = new Set<string>();
      const used = new Set<string>();
      const encrypt = (value: string, person: string): string => {
        const id = ids.get(person);
        if (id === undefined) {
          unknown.add(person);
          return value;
        }
        used.add(id);
        const known = sealed.get(`${id} ${value}`);
        if (known !== undefined) return known;
        const text = `enc:${id}:${cipher(keys.get(id)!, value).toString('base64url')}`;
        sealed.set(`${id} ${value}`, text);
        return text;
      };
      const sealAll = () =>
        rows.map((row) => ({
          ...row,
          data: mapPersonal(row.data, encrypt),
          actor: SYSTEM_ACTORS.has(row.actor) ? row.actor : encrypt(row.actor, row.actor),
        }));
      let ready = sealAll();
      // Nobody is let through in clear: who was not known is learned, and all is done once more.
      if (unknown.size > 0) {
        await learnIds(db, memory, [...unknown], true);
        unknown.clear();
        ready = sealAll();
        if (unknown.size > 0) throw new Error('a person without a key');
      }
      return { rows: ready, keys: [...used] };
    },

    async open(db, rows) {
      const memory = recent();
      const { keys, opened } = memory;
      const wanted = new Set<string>();
      const note = (text: string): string => {
        const id = text.startsWith('enc:') && !opened.has(text) ? SEALED.exec(text)?.[1] : undefined;
        if (id !== undefined) wanted.add(id);
        return text;
      };
      for (const row of rows) {
        mapStrings(row.data, note);
        note(row.actor);
      }
      await learnKeys(db, memory, [...wanted]);
      const decrypt = (text: string): string => {
        if (!text.startsWith('enc:')) return text;
        const known = opened.get(text);
        if (known !== undefined) return known;
        const [, id, body] = SEALED.exec(text) ?? [];
        if (id === undefined) return text;
        const plain = decipher(keys.get(id), body!) ?? erasedName(id);
        opened.set(text, plain);
        return plain;
      };
      return rows.map((row) => ({ ...row, data: mapStrings(row.data, decrypt), actor: decrypt(row.actor) }));
    },

    async keyOf(db, person) {
      const memory = recent();
      await learnIds(db, memory, [person], false);
      return memory.ids.get(person);
    },
  };
}

const NONCE = 12;
const TAG = 16;

function cipher(key: Buffer, text: string): Buffer {
  const nonce = createHmac('sha256', key).update(`nonce:${text}`).digest().subarray(0, NONCE);
  return encryptWith(key, nonce, Buffer.from(text, 'utf8'), '');
}

function decipher(key: Buffer | undefined, body: string): string | undefined {
  if (!key) return undefined;
  try {
    return decryptWith(key, Buffer.from(body, 'base64url'), '').toString('utf8');
  } catch {
    return undefined;
  }
}

const wrap = (master: Buffer, id: string, key: Buffer): Buffer =>
  encryptWith(master, randomBytes(NONCE), key, id);

/** Throws `KeyError` when the master key is another one. */
function unwrap(master: Buffer, { id, wrapped }: { id: string; wrapped: Buffer }): Buffer {
  try {
    return decryptWith(master, wrapped, id);
  } catch {
    throw new KeyError(
      '不是写入该数据库时的主密钥',
      'is not the master key that this database was written with',
    );
  }
}

function encryptWith(key: Buffer, nonce: Buffer, plain: Buffer, about: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decryptWith(key: Buffer, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}

/** How people want to be told, by the person's name as projects write it. */
import { sql } from 'kysely';
import type { Contact } from '../domain/contact.ts';
import type { Db } from './database.ts';

const ID_FROM = 'contact/'.length + 1;

/** Contacts of the persons who have one. */
export async function contactsOf(db: Db, persons: readonly string[]): Promise<Map<string, Contact>> {
  if (persons.length === 0) return new Map();
  const { rows } = await sql<{ state: Contact }>`
    select state from stream_state
    where category = 'contact' and person = any (${[...new Set(persons)]}::text[])
    order by stream desc`.execute(db);
  return new Map(rows.map(({ state }) => [state.person, state]));
}

export async function readContacts(db: Db): Promise<({ id: string } & Contact)[]> {
  const { rows } = await sql<{ id: string; state: Contact }>`
    select substr(stream, ${ID_FROM}) as id, state from stream_state where category = 'contact' order by stream`.execute(
    db,
  );
  return rows.map(({ id, state }) => ({ id, ...state }));
}

/**
 * Which fields of events are personal data. One table: a string under one of these names is encrypted with
 * the key of its person before it is stored, at any depth of any event. A test looks through the samples of
 * every event type for names that sound personal and stand in neither list.
 */

/** Names of people. Each holds its own key. */
export const NAME_FIELDS: ReadonlySet<string> = new Set([
  'person',
  'by',
  'chief',
  'leader',
  'acting',
  'absent',
  'contact',
  'predecessor',
  'agent',
]);

/** What belongs to the person named beside it in the same object, and is encrypted with that person's key. */
export const DETAIL_FIELDS: ReadonlySet<string> = new Set([
  'phone',
  'mobile',
  'email',
  'address',
  'idNumber',
]);

/** Field names that sound personal and are not, each with the reason. */
export const NOT_PERSONAL: Readonly<Record<string, string>> = {
  owner: 'a department, an enterprise or a party',
  party: 'an organisation outside the office',
  department: 'a public body',
  accountable: 'an object; its field `person` is personal',
  recipients: 'objects; their field `person` is personal',
  recipient: 'an object; its field `person` is personal',
  people: 'objects; their field `person` is personal',
  prepareBy: 'a date',
  role: 'one of six roles',
  verifyBy: 'a day',
  reachedBy: 'a kind of fact',
};

/** Words in a field's name that make the test ask whether it is personal. */
export const SOUNDS_PERSONAL =
  /person|people|phone|mobile|email|owner|chief|leader|contact|recipient|accountable|acting|absent|deputy|signer|signedBy|^by$|By$|idNumber|attendee|host/i;

/** Actors that are no person. */
export const SYSTEM_ACTORS: ReadonlySet<string> = new Set(['clock', 'schedule', 'office', 'system']);

/** What is to be encrypted, and under whose key. */
export type Transform = (value: string, person: string) => string;

/** `data` with every personal field replaced; shares what holds none. */
export function mapPersonal(data: unknown, transform: Transform, owner?: string): unknown {
  if (Array.isArray(data)) {
    const next = data.map((v) => mapPersonal(v, transform, owner));
    return next.some((v, i) => v !== data[i]) ? next : data;
  }
  if (data === null || typeof data !== 'object') return data;
  const fields = data as Record<string, unknown>;
  const keys = Object.keys(fields);
  const named = keys.find(
    (key) => NAME_FIELDS.has(key) && typeof fields[key] === 'string' && fields[key] !== '',
  );
  const person = named === undefined ? owner : (fields[named] as string);
  return changed(fields, keys, (key, v) => {
    if (typeof v !== 'string') return mapField(key, v, transform, person);
    if (v === '') return v;
    if (NAME_FIELDS.has(key)) return transform(v, v);
    return DETAIL_FIELDS.has(key) ? transform(v, person ?? v) : v;
  });
}

/** The fields, each as `to` says; the same object where it says the same of all. */
function changed(
  fields: Record<string, unknown>,
  keys: readonly string[],
  to: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  let next: Record<string, unknown> | undefined;
  for (const key of keys) {
    const value = to(key, fields[key]);
    if (value === fields[key]) continue;
    next ??= { ...fields };
    next[key] = value;
  }
  return next ?? fields;
}

/** A list of plain names under a personal field is a list of persons. */
function mapField(key: string, value: unknown, transform: Transform, person: string | undefined): unknown {
  if (NAME_FIELDS.has(key) && Array.isArray(value)) {
    return value.map((v) =>
      typeof v === 'string' && v !== '' ? transform(v, v) : mapPersonal(v, transform, person),
    );
  }
  return mapPersonal(value, transform, person);
}

/** `data` with every string replaced that `transform` changes, whatever its field is called. */
export function mapStrings(data: unknown, transform: (text: string) => string): unknown {
  if (typeof data === 'string') return transform(data);
  if (Array.isArray(data)) {
    const next = data.map((v) => mapStrings(v, transform));
    return next.some((v, i) => v !== data[i]) ? next : data;
  }
  if (data === null || typeof data !== 'object') return data;
  const fields = data as Record<string, unknown>;
  return changed(fields, Object.keys(fields), (_, v) => mapStrings(v, transform));
}

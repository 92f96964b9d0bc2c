/** The tables, as kysely sees them. Written by `npm run schema` from the migrations, which are the truth. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Text } from '../domain/text.ts';

/** Written as JSON text, read back parsed. */
type Json<T> = ColumnType<T, string, string>;
type Bytes = ColumnType<Buffer, Buffer | string, Buffer | string>;

export interface AnchorsTable {
  day: string;
  position: string;
  root: Bytes;
  made_at: string;
}

export interface EntriesTable {
  stream: string;
  version: number;
  day: string;
  counted_by: string;
  entry: Json<unknown>;
}

export interface EventsTable {
  position: Generated<string>;
  stream: string;
  version: number;
  type: string;
  schema_version: number;
  data: Json<Record<string, unknown>>;
  occurred_on: string;
  recorded_at: string;
  actor: string;
  command_id: string;
  command_seq: number;
  hash: Bytes;
}

export interface ImportEventsTable {
  position: string;
  stream: string;
  version: number;
  type: string;
  schema_version: number;
  data: Json<Record<string, unknown>>;
  occurred_on: string;
  recorded_at: string;
  actor: string;
  command_id: string;
  command_seq: number;
  hash: Bytes;
}

export interface ImportSealsTable {
  position: string;
  events: number;
  root: Bytes;
}

export interface NoticesTable {
  id: string;
  stream: string;
  version: number;
  person: string;
  role: string;
  rung: string;
  obligation: string;
  text: Json<Text>;
  created_at: string;
}

export interface PersonKeysTable {
  id: string;
  tag: Bytes;
  wrapped: Bytes;
}

export interface ReadModelsTable {
  name: string;
  version: number;
  position: string;
  switched_at: string;
}

export interface RejectionsTable {
  stream: string;
  command_id: string;
  command: Json<unknown>;
  code: string;
  message: Json<Text>;
  actor: string;
  recorded_at: string;
}

export interface SealsTable {
  position: string;
  events: number;
  root: Bytes;
}

export interface ShadowRowsTable {
  model: string;
  stream: string;
  key: string;
  content: Json<unknown>;
}

export interface ShadowStreamsTable {
  model: string;
  stream: string;
  version: number;
}

export interface SnapshotsTable {
  stream: string;
  basis: 'true' | 'known';
  day: string;
  category: string;
  shape: number;
  last_version: number;
  good_before: string | null;
  state: Json<unknown>;
}

export interface StreamStateTable {
  stream: string;
  category:
    | 'project'
    | 'target'
    | 'rules'
    | 'review'
    | 'erasure'
    | 'notice'
    | 'contact'
    | 'links'
    | 'user'
    | 'token'
    | 'webhook';
  version: number;
  shape: number;
  state: Json<unknown>;
  face: Json<unknown>;
  next_due_at: string | null;
  finished: boolean;
  shown: Json<unknown> | null;
  woken_at: string | null;
  hash: Bytes;
  channel: GeneratedAlways<string | null>;
  person: GeneratedAlways<string | null>;
  project: GeneratedAlways<string | null>;
  unshown: GeneratedAlways<boolean | null>;
}

export interface SubscriptionsTable {
  name: string;
  position: string;
}

export interface SystemTable {
  key: string;
  value: Json<unknown>;
}

export interface WebhookDeliveriesTable {
  id: string;
  turn: number;
  position: string;
  attempts: Generated<number>;
  failing_since: string | null;
  next_at: string | null;
  said: string | null;
  delivered_at: string | null;
  holder: string | null;
  held_until: string | null;
}

export interface Schema {
  anchors: AnchorsTable;
  entries: EntriesTable;
  events: EventsTable;
  import_events: ImportEventsTable;
  import_seals: ImportSealsTable;
  notices: NoticesTable;
  person_keys: PersonKeysTable;
  read_models: ReadModelsTable;
  rejections: RejectionsTable;
  seals: SealsTable;
  shadow_rows: ShadowRowsTable;
  shadow_streams: ShadowStreamsTable;
  snapshots: SnapshotsTable;
  stream_state: StreamStateTable;
  subscriptions: SubscriptionsTable;
  system: SystemTable;
  webhook_deliveries: WebhookDeliveriesTable;
}

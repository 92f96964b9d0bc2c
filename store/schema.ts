/** The tables, as kysely sees them. Migrations in `migrations/` are the truth. */
import type { ColumnType, Generated } from 'kysely';
import type { Text } from '../domain/text.ts';

/** Written as JSON text, read back parsed. */
type Json<T> = ColumnType<T, string, string>;

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
}

export interface StreamStateTable {
  stream: string;
  category: 'project' | 'target' | 'review';
  version: number;
  shape: number;
  state: Json<unknown>;
  face: Json<unknown>;
  next_due_at: string | null;
  finished: boolean;
  shown: Json<unknown> | null;
  woken_at: string | null;
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

export interface DeliveriesTable {
  notice_id: string;
  channel: string;
  delivered_at: string | null;
  attempts: Generated<number>;
  error: string | null;
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

export interface SystemTable {
  key: string;
  value: Json<unknown>;
}

export interface Schema {
  events: EventsTable;
  stream_state: StreamStateTable;
  notices: NoticesTable;
  deliveries: DeliveriesTable;
  rejections: RejectionsTable;
  system: SystemTable;
}

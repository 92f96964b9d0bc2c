/**
 * The application's role: it adds events and can neither change nor delete them. Worker and API connect as
 * a login that is a member of it; migrations and the commands that tend the log connect as the owner.
 */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export const APP_ROLE = 'quancheng_app';

/** Tables to which rows are only added; a trigger refuses more even to the owner. */
const ONLY_ADDED = ['events', 'seals', 'anchors', 'person_keys'];
const OPERATIONAL = [
  'stream_state',
  'notices',
  'rejections',
  'system',
  'subscriptions',
  'snapshots',
  'entries',
  'webhook_deliveries',
  'read_models',
  'shadow_streams',
  'shadow_rows',
];
const READ = ['kysely_migration'];

/** Makes the role where this user may, and says what it may do. Safe to repeat. */
export async function grantAppRole(db: Db): Promise<void> {
  const grants = [
    `grant usage on schema public to ${APP_ROLE}`,
    ...ONLY_ADDED.map((t) => `grant select, insert on ${t} to ${APP_ROLE}`),
    ...OPERATIONAL.map((t) => `grant select, insert, update, delete on ${t} to ${APP_ROLE}`),
    ...READ.map((t) => `grant select on ${t} to ${APP_ROLE}`),
  ];
  await sql
    .raw(
      `do $do$ begin
        -- Two processes that grant on the same table at once would make each other fail.
        perform pg_advisory_xact_lock(hashtext('${APP_ROLE}'));
        begin
          create role ${APP_ROLE} nologin;
        exception when duplicate_object or unique_violation or insufficient_privilege then null;
        end;
        if exists (select 1 from pg_roles where rolname = '${APP_ROLE}') then
          ${grants.map((g) => `${g};`).join('\n          ')}
        end if;
      end $do$`,
    )
    .execute(db);
}

/**
 * Signed links on this system: made for a notice, examined when they come back, used once. The keys follow
 * from the master key; which of them count is an event of the stream `links/system`.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { outdated, type Notice } from '../domain/delivery.ts';
import { FIRST_KEYS, type LinkKeys } from '../domain/link-keys.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { AttachmentSpec } from '../domain/project/events.ts';
import { own, type Project } from '../domain/project/state.ts';
import type { Rejection, Text } from '../domain/text.ts';
import { isSigned, readLink, signLink, type Bound, type KeyOf, type LinkAction } from '../links/token.ts';
import { LINKS_STREAM, noticeIdOf, noticeStream, projectStream } from './aggregates.ts';
import { vaultOf, type Db } from './database.ts';
import { columns, load, openRows, type Recorded } from './read.ts';
import { recordRejection } from './rejections.ts';
import type { System } from './system.ts';

/** A link outlives its notice by as much as people are away. */
export const LINK_DAYS = 14;

const keyOf =
  (db: Db): KeyOf =>
  (key) =>
    vaultOf(db).derive(`quancheng/link/${key}`);

async function linkKeys(db: Db): Promise<LinkKeys> {
  return ((await load(db, LINKS_STREAM))?.state as LinkKeys | undefined) ?? FIRST_KEYS;
}

const boundOf = (notice: Notice): Bound => ({
  person: notice.person,
  project: notice.project,
  obligation: notice.rung.obligation,
  deadlineVersion: notice.rung.deadlineVersion,
});

/** Leaders and the office acknowledge; who is close to the work may also say how it stands. */
export function actionsFor({ recipient: { role }, rung: { kind } }: Notice): LinkAction[] {
  if (role === 'leaderInCharge' || role === 'office') return ['acknowledge'];
  const milestone: LinkAction[] = kind === 'milestone' ? ['completeMilestone', 'nameCause'] : [];
  return ['acknowledge', ...milestone, 'requestExtension'];
}

/** The token of a notice: the same however often its message is sent, until the keys are rotated. */
export async function tokenFor(system: System, stream: string, notice: Notice): Promise<string> {
  const { newest } = await linkKeys(system.db);
  const expiresAt = Math.floor(Date.parse(notice.openedAt) / 1000) + LINK_DAYS * 86_400;
  const claims = { key: newest, notice: noticeIdOf(stream), expiresAt, actions: actionsFor(notice) };
  return signLink(claims, boundOf(notice), keyOf(system.db));
}

interface Known {
  id: string;
  notice: Notice;
  project: Project;
  actions: LinkAction[];
}

/** What a link is good for now. `invalid` says nothing of why: it is anybody who asks. */
export type Examined =
  | { is: 'invalid' }
  | (Known & { is: 'open' })
  | (Known & { is: 'used'; events: Recorded[] })
  | (Known & { is: 'expired' | 'revoked' | 'over'; why: Text });

/** Examines a token at `now`, the system's time. Reads, and changes nothing. */
export async function examineLink(system: System, token: string, now: string): Promise<Examined> {
  const { db } = system;
  const claims = readLink(token);
  if (!claims) return { is: 'invalid' };
  const keys = await linkKeys(db);
  const notice = (await load(db, noticeStream(claims.notice)))?.state as Notice | undefined;
  if (!notice || claims.key > keys.newest || !isSigned(token, boundOf(notice), keyOf(db)))
    return { is: 'invalid' };
  const stream = projectStream(notice.project);
  const project = (await load(db, stream))?.state as Project | undefined;
  if (!project) return { is: 'invalid' };
  const known: Known = { id: claims.notice, notice, project, actions: claims.actions };
  const command = useId(claims.notice);
  const events = await answered(db, stream, command);
  if (events.length > 0) return { ...known, is: 'used', events };
  if (notice.linkRevoked || claims.key < keys.oldest) {
    return { ...known, is: 'revoked', why: { zh: '该链接已作废', en: 'the link was revoked' } };
  }
  if (Math.floor(Date.parse(now) / 1000) >= claims.expiresAt) {
    return { ...known, is: 'expired', why: { zh: '该链接已过期', en: 'the link has expired' } };
  }
  const why = outdated(notice, project);
  return why ? { ...known, is: 'over', why } : { ...known, is: 'open' };
}

/** The events that a command has written to a stream. */
async function answered(db: Db, stream: string, command: string): Promise<Recorded[]> {
  const rows = await db
    .selectFrom('events')
    .select(columns)
    .where('stream', '=', stream)
    .where('command_id', '=', command)
    .orderBy('version')
    .execute();
  return openRows(db, rows);
}

/** The id of the one command that a link is good for. */
export const useId = (notice: string): string => `link/${notice}`;
/** Whether a command of the log came by a link. */
export const cameByLink = (commandId: string): boolean => commandId.startsWith('link/');

/** What comes in by the form of a link; the person, the obligation and the project are the link's own. */
export type LinkUse =
  | { action: 'acknowledge' }
  | { action: 'completeMilestone'; remark?: string | undefined }
  | { action: 'requestExtension'; workdays?: number | undefined; dueOn?: string | undefined; reason: string }
  | {
      action: 'nameCause';
      cause: Extract<ProjectCommand, { type: 'nameCause' }>['cause'];
      owner?: string | undefined;
      note?: string | undefined;
    };

export type Used =
  | Exclude<Examined, { is: 'open' }>
  | (Known & { is: 'done'; events: Recorded[] })
  | (Known & { is: 'refused'; rejection: Rejection });

/**
 * Uses a link, once. What was done stands in the project's log under the person's name and the link's id;
 * a refusal is a recorded rejection. A photo, whose bytes are kept already, is recorded with what it shows.
 */
export async function useLink(
  system: System,
  token: string,
  use: LinkUse,
  at: string,
  photo?: AttachmentSpec,
): Promise<Used> {
  const found = await examineLink(system, token, await system.clock.now(at));
  if (found.is === 'invalid' || found.is === 'used') return found;
  const command = commandOf(found, use);
  const stream = projectStream(found.notice.project);
  const refuse = async (rejection: Rejection): Promise<void> =>
    recordRejection(system, {
      ...{ stream, commandId: `${useId(found.id)}/${randomUUID()}`, actor: found.notice.person },
      ...{ command, rejection, at },
    });
  if (found.is !== 'open') {
    await refuse({ code: `link_${found.is}`, message: found.why });
    return found;
  }
  if (!found.actions.includes(use.action)) {
    const message = { zh: '该链接不能用于此操作', en: 'the link is not for that' };
    const rejection = { code: 'link_notFor', message, field: 'action' };
    await refuse(rejection);
    return { ...found, is: 'refused', rejection };
  }
  const attached: ProjectCommand[] =
    photo && !own(found.project.attachments ?? {}, photo.sha256)
      ? [{ type: 'addAttachment', ...photo, about: found.notice.rung.obligation }]
      : [];
  const commands = [...attached, command];
  const outcome = await system.handle({
    ...{ stream, commandId: useId(found.id), actor: found.notice.person, at, commands },
  });
  if (outcome.ok) return { ...found, is: outcome.duplicate ? 'used' : 'done', events: outcome.events };
  await refuse(outcome.rejection);
  return { ...found, is: 'refused', rejection: outcome.rejection };
}

function commandOf({ notice }: Known, use: LinkUse): ProjectCommand {
  const { obligation } = notice.rung;
  const by = notice.person;
  const milestone = obligation.slice(obligation.indexOf(':') + 1);
  switch (use.action) {
    case 'acknowledge':
      return { type: 'acknowledge', obligation, by };
    case 'completeMilestone':
      return { type: 'completeMilestone', milestone, evidence: use.remark };
    case 'requestExtension':
      return {
        ...{ type: 'requestExtension', obligation, by, reason: use.reason },
        ...{ workdays: use.workdays, dueOn: use.dueOn },
      };
    case 'nameCause':
      return { type: 'nameCause', milestone, by, cause: use.cause, owner: use.owner, note: use.note };
  }
}

/** Makes every link of a person void; how many there were. */
export async function revokeLinksOf(
  system: System,
  { person, by, reason }: { person: string; by: string; reason: string },
  at: string,
): Promise<number> {
  const revoked = await Promise.all(
    (await linkedNotices(system.db, person)).map((stream) =>
      system.handle({
        ...{ stream, commandId: 'revoke-link', actor: 'office', at },
        commands: [{ type: 'revokeLink', by, reason }],
      }),
    ),
  );
  return revoked.filter((r) => r.ok && !r.duplicate).length;
}

async function linkedNotices(db: Db, person: string): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select stream from stream_state
    where category = 'notice' and person = ${person} and not state ? 'linkRevoked'`.execute(db);
  return rows.map((r) => r.stream);
}

/**
 * From the projects' events to notices: one is opened for each recipient of a rung, and those that are not
 * needed any more before they went out are withdrawn. A reader with a checkpoint: it skips no event, and what
 * it repeats after a crash is the same command again.
 */
import type { Contact, ContactChannel, Preferences } from '../domain/contact.ts';
import { mayOutdate, outdated, stillTold, type Notice } from '../domain/delivery.ts';
import type { Project } from '../domain/project/state.ts';
import { noticeId, noticeStream, projectStream } from './aggregates.ts';
import { contactsOf } from './contacts.ts';
import { openNotices } from './deliveries.ts';
import { load, type Recorded } from './read.ts';
import { NOTICES, takeBatch } from './subscriptions.ts';
import { isErasedName } from './vault.ts';
import type { System } from './system.ts';

/** A channel for who has no contact of their own; without an address it is the person's name. */
export type DefaultChannel = Omit<ContactChannel, 'address'> & { address?: string | undefined };

const BATCH = 100;

/**
 * Takes in what is new in the log, at most `limit` events of it and what fills the last batch. `at` is the caller's
 * clock. Returns how many events it has read: fewer than `limit` when nothing more is there.
 */
export async function takeIn(
  system: System,
  defaults: readonly DefaultChannel[],
  at: string,
  limit = Infinity,
): Promise<number> {
  let read = 0;
  while (read < limit) {
    const taken = await takeBatch(system.db, {
      name: NOTICES,
      batch: BATCH,
      // The commands go their own way and are done once by their ids; only the checkpoint is this transaction's.
      effect: (_, events) => takeEvents(system, defaults, at, events),
    });
    if (taken === 'busy') break;
    read += taken;
    if (taken < BATCH) break;
  }
  return read;
}

async function takeEvents(
  system: System,
  defaults: readonly DefaultChannel[],
  at: string,
  events: Recorded[],
): Promise<void> {
  const streams = [...new Set(events.map((e) => e.stream))].filter((s) => s.startsWith('project/'));
  if (streams.length === 0) return;
  const projects = new Map<string, Project>();
  await Promise.all(
    streams.map(async (stream) => {
      const loaded = await load(system.db, stream);
      if (loaded) projects.set(stream, loaded.state as Project);
    }),
  );
  const rungs = events.flatMap((e) => (e.type === 'rungReached' ? [e] : []));
  const persons = rungs.flatMap((r) => r.data.recipients.map((to) => to.person));
  const contacts = await contactsOf(system.db, persons);
  await Promise.all(
    rungs.flatMap((rung) =>
      rung.data.recipients.map((recipient, i) => {
        const project = projects.get(rung.stream)!;
        return system.handle({
          stream: noticeStream(noticeId(project.id, rung.version, i)),
          commandId: `open/${rung.position}`,
          actor: 'system',
          at,
          commands: [
            {
              type: 'openNotice',
              project: project.id,
              projectName: project.name,
              rung: rung.data,
              on: rung.occurredOn,
              recipient,
              preferences: preferencesOf(recipient.person, contacts.get(recipient.person), defaults),
            },
          ],
        });
      }),
    ),
  );
  const moved = new Set(events.filter(mayOutdate).map((e) => e.stream));
  await withdrawOutdated(
    system,
    [...projects].flatMap(([stream, p]) => (moved.has(stream) ? [p] : [])),
    at,
  );
}

async function withdrawOutdated(system: System, projects: readonly Project[], at: string): Promise<void> {
  if (projects.length === 0) return;
  const doubtful = await openNotices(system.db, {
    projects: projects.map((p) => p.id),
    beside: projects.flatMap(stillTold),
  });
  await Promise.all(
    doubtful.map(async ({ stream, notice }) => {
      const project = projects.find((p) => p.id === notice.project)!;
      await withdrawIfOutdated(system, { stream, notice, project, at });
    }),
  );
}

/** Withdraws a notice that is not needed any more; whether it was so. */
export async function withdrawIfOutdated(
  system: System,
  { stream, notice, project, at }: { stream: string; notice: Notice; project: Project; at: string },
): Promise<boolean> {
  const reason = isErasedName(notice.person)
    ? { zh: '此人的信息已删除', en: 'the person was erased' }
    : outdated(notice, project);
  if (!reason) return false;
  await system.handle({
    stream,
    commandId: 'withdraw',
    actor: 'system',
    at,
    commands: [{ type: 'withdrawNotice', reason }],
  });
  return true;
}

/** The project of a notice, as it stands. */
export async function projectOf(system: System, project: string): Promise<Project | undefined> {
  return (await load(system.db, projectStream(project)))?.state as Project | undefined;
}

function preferencesOf(
  name: string,
  contact: Contact | undefined,
  defaults: readonly DefaultChannel[],
): Preferences {
  if (contact) {
    const { person: _, ...preferences } = contact;
    return preferences;
  }
  return { language: 'zh', channels: defaults.map((c) => ({ ...c, address: c.address ?? name })) };
}

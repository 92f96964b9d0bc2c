/** Rung reached → one inbox row a recipient. Run inside the append transaction, and by a rebuild. */
import { noticeKey, noticeText } from '../domain/notice.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import type { Project } from '../domain/project/state.ts';
import type { Text } from '../domain/text.ts';

export interface NoticeRow {
  id: string;
  stream: string;
  version: number;
  person: string;
  role: string;
  rung: string;
  obligation: string;
  text: Text;
  created_at: string;
}

export function noticesOf(
  project: Project,
  event: ProjectEvent,
  at: { stream: string; version: number; recordedAt: string },
): NoticeRow[] {
  if (event.type !== 'rungReached') return [];
  return event.data.recipients.map(({ person, role }) => ({
    id: noticeKey(project.id, event.data, person),
    stream: at.stream,
    version: at.version,
    person,
    role,
    rung: event.data.rung,
    obligation: event.data.obligation,
    text: noticeText(project.name, event.data, event.occurredOn),
    created_at: at.recordedAt,
  }));
}

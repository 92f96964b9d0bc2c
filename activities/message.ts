/** What a person reads of one notice or of a digest, and where it goes. */
import type { Address, Message } from '../channels/channel.ts';
import { CalendarGap, workdaysBetween, type Calendar } from '../domain/calendar.ts';
import { localDate, type LocalDate } from '../domain/dates.ts';
import { channelOf, isUrgent, type Notice, type NoticeSpec } from '../domain/delivery.ts';
import { digestOf, messageOf, type Shown } from '../domain/messages.ts';
import { whyText } from '../domain/notice.ts';
import { noticeIdOf } from '../store/aggregates.ts';
import { tokenFor } from '../store/links.ts';
import type { System } from '../store/system.ts';

interface One {
  stream: string;
  notice: Notice;
}

/** The message of notices that go out as one, by their `digest`, or of a single one. */
export async function messageFor(
  system: System,
  notices: readonly One[],
  digest: string | undefined,
  { publicUrl, at }: { publicUrl: string | undefined; at: string },
): Promise<{ message: Message; address: Address }> {
  const [first] = notices;
  if (!first) throw new Error('a message of no notice');
  const { notice, stream } = first;
  const { language } = notice.preferences;
  const { address, mobile } = channelOf(notice)!;
  const on = localDate(at, system.rules.calendar.zone);
  const common = { language, createdAt: notice.openedAt };
  const to = { to: address, ...(mobile === undefined ? {} : { mention: mobile }) };
  if (digest !== undefined) {
    const items = await Promise.all(
      notices.map(async (one) => {
        const { projectName, rung } = one.notice;
        const link = publicUrl && linkOf(publicUrl, await tokenFor(system, one.stream, one.notice));
        return { project: projectName, title: rung.title, dueOn: rung.dueOn, link };
      }),
    );
    const message = { ...common, ...digestOf(items, on, language), id: digest, urgent: false };
    return { message, address: to };
  }
  const link =
    publicUrl === undefined ? undefined : linkOf(publicUrl, await tokenFor(system, stream, notice));
  const shown = explained(notice, on, link, system.rules.calendar);
  const message = {
    ...{ ...common, ...shown, id: noticeIdOf(stream), urgent: isUrgent(notice) },
    ...(link === undefined ? {} : { link }),
  };
  return { message, address: to };
}

export const linkOf = (publicUrl: string, token: string): string => new URL(`/l/${token}`, publicUrl).href;

/** The text of the notice, with the reason of this step before the line about the link. */
export function explained(
  notice: NoticeSpec,
  on: LocalDate,
  link: string | undefined,
  calendar: Calendar,
): Shown {
  const { rung, recipient, projectName, preferences } = notice;
  const { language } = preferences;
  const { title, body } = messageOf(
    {
      ...{ project: projectName, rung, rungName: rung.name, reader: recipient, on, link },
      workdaysLate: workdaysLate(rung.dueOn, on, calendar),
    },
    language,
  );
  const lines = body.split('\n');
  lines.splice(link === undefined ? lines.length : -1, 0, whyText(rung)[language]);
  return { title, body: lines.join('\n') };
}

function workdaysLate(dueOn: LocalDate, on: LocalDate, calendar: Calendar): number | undefined {
  if (on <= dueOn) return undefined;
  try {
    return workdaysBetween(calendar, dueOn, on);
  } catch (error) {
    if (error instanceof CalendarGap) return undefined;
    throw error;
  }
}

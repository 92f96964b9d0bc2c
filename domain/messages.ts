/**
 * The text of a notice in the reader's language: what, which project, how late, who answers for it, what to
 * do now. Pure, from the event and a few names. The sentences stand in `message-texts.ts`.
 *
 * How late it is follows from the day of telling and never from the rung's name: a reminder that was slept
 * through says what is true on the day on which it goes out.
 */
import { daysBetween, type LocalDate } from './dates.ts';
import { AGENCY_LATE, AHEAD, ASKS, LINK, OFFICE, RAISED, VACANT } from './message-texts.ts';
import { ROLE_NAMES } from './policy.ts';
import type { ObligationKind, ProjectEvents, Recipient } from './project/events.ts';
import { byText, type Text } from './text.ts';

export type Language = keyof Text;

export interface Shown {
  title: string;
  /** Lines separated by `\n`. */
  body: string;
}

export interface NoticeFacts {
  /** The project's name. */
  project: string;
  rung: ProjectEvents['rungReached'];
  /** What the policy that fired it calls the rung. */
  rungName: Text;
  reader: Recipient;
  /** The day of telling: the event's `occurredOn`. */
  on: LocalDate;
  /** Working days late by the calendar, where the caller has counted them. */
  workdaysLate?: number | undefined;
  /** Given: the message carries it, and says what it is for. */
  link?: string | undefined;
}

export function messageOf(facts: NoticeFacts, language: Language): Shown {
  const { project, rung, rungName, reader, on, link } = facts;
  const ask = whatToDo(rung, reader, on > rung.dueOn)[language];
  const forLink = reader.role === 'leaderInCharge' || reader.role === 'office' ? LINK.see : LINK.act;
  const sentences = [
    when(rung.kind, rung.dueOn, on, facts.workdaysLate)[language],
    whoAnswers(rung.accountable, reader)[language],
    ask,
    ...(link === undefined ? [] : [forLink[language]]),
  ];
  return { title: titleOf(rungName, project, rung.title)[language], body: sentences.join('\n') };
}

const titleOf = (rungName: Text, project: string, title: string): Text => ({
  zh: `【${rungName.zh}】${project}：${title}`,
  en: `[${rungName.en}] ${project}: ${title}`,
});

function when(kind: ObligationKind, dueOn: LocalDate, on: LocalDate, workdaysLate?: number): Text {
  const late = daysBetween(dueOn, on);
  if (late < 0) return { zh: `${dueOn} 到期，还有 ${-late} 天。`, en: `Due ${dueOn}, in ${days(-late)}.` };
  if (late === 0) return { zh: `今天（${dueOn}）到期。`, en: `Due today, ${dueOn}.` };
  const counted: Text = workdaysLate
    ? { zh: `（${workdaysLate} 个工作日）`, en: ` (${days(workdaysLate, 'working ')})` }
    : { zh: '', en: '' };
  return {
    zh: `应于 ${dueOn} ${ASKS[kind].done}，已逾期 ${late} 天${counted.zh}，还没有报告。`,
    en: `Was due ${dueOn}: ${days(late)} late${counted.en}, and nothing was reported.`,
  };
}

const days = (count: number, of = ''): string => `${count} ${of}day${count === 1 ? '' : 's'}`;

function whoAnswers(accountable: Recipient, reader: Recipient): Text {
  const { role, person } = accountable;
  if (person === reader.person) {
    return reader.absent === undefined
      ? { zh: '由您负责。', en: 'You are responsible for it.' }
      : {
          zh: `由您代${reader.absent}负责。`,
          en: `You are responsible for it in place of ${reader.absent}.`,
        };
  }
  const title = role === 'department' ? '责任单位' : '责任人';
  const instead = accountable.absent;
  const zh = [ROLE_NAMES[role].zh, ...(instead === undefined ? [] : [`代${instead}`])].join('，');
  const en = [ROLE_NAMES[role].en, ...(instead === undefined ? [] : [`in place of ${instead}`])].join(', ');
  return role === 'department'
    ? { zh: `${title}：${person}。`, en: `Responsible: ${person}.` }
    : { zh: `${title}：${person}（${zh}）。`, en: `Responsible: ${person} (${en}).` };
}

function whatToDo(
  { kind, rung, accountable }: ProjectEvents['rungReached'],
  reader: Recipient,
  late: boolean,
): Text {
  const asks = ASKS[kind];
  if (reader.role === 'office') return accountable.role === 'office' ? VACANT : OFFICE[rung];
  if (reader.person === accountable.person) return late ? asks.ownerLate : asks.ownerAhead;
  switch (reader.role) {
    case 'agency':
      return late ? AGENCY_LATE : AHEAD.agency;
    case 'department':
      return late ? asks.department : AHEAD.department;
    case 'leaderInCharge':
      // The day of an on-site meeting is the leader's to settle, also before it is late.
      return late || kind === 'onSiteOffice' ? raised(RAISED[rung], asks.leader) : AHEAD.leader;
    default:
      return late ? asks.chief : AHEAD.chief;
  }
}

const raised = (first: Text | undefined, then: Text): Text =>
  first ? { zh: first.zh + then.zh, en: `${first.en} ${then.en}` } : then;

/** One line of a daily digest. */
export interface DigestItem {
  project: string;
  title: string;
  dueOn: LocalDate;
  /** Where the reader can act on this one. */
  link?: string | undefined;
}

/** So many items can be read in one message, and so many bytes every channel takes; the rest are counted. */
const DIGEST_ITEMS = 12;
const DIGEST_BYTES = 1_700;

/** Several notices that are not urgent, as one: the latest first, then what is due next. */
export function digestOf(items: readonly DigestItem[], on: LocalDate, language: Language): Shown {
  const sorted = items.toSorted(
    (a, b) => byText(a.dueOn, b.dueOn) || byText(a.project, b.project) || byText(a.title, b.title),
  );
  const late = sorted.filter((i) => i.dueOn < on).length;
  const shown: string[] = [];
  let bytes = 0;
  for (const item of sorted.slice(0, DIGEST_ITEMS)) {
    const line = digestLine(shown.length + 1, item, on)[language];
    const entry = item.link === undefined ? line : `${line}\n${item.link}`;
    bytes += bytesOf(entry);
    // A link that a channel cuts off leads nowhere: rather one item less.
    if (bytes > DIGEST_BYTES && shown.length > 0) break;
    shown.push(entry);
  }
  const rest = sorted.length - shown.length;
  const more: Text = { zh: `另有 ${rest} 项未列出。`, en: `${rest} more are not listed.` };
  const title: Text = {
    zh: `【每日汇总】${on}：${sorted.length} 项待办，${late} 项逾期`,
    en: `[Daily digest] ${on}: ${sorted.length} to do, ${late} late`,
  };
  return { title: title[language], body: [...shown, ...(rest > 0 ? [more[language]] : [])].join('\n') };
}

/** Bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function digestLine(number: number, { project, title, dueOn }: DigestItem, on: LocalDate): Text {
  const late = daysBetween(dueOn, on);
  const state: Text =
    late > 0
      ? { zh: `逾期 ${late} 天（应于 ${dueOn}）`, en: `${days(late)} late (was due ${dueOn})` }
      : late === 0
        ? { zh: '今天到期', en: 'due today' }
        : { zh: `${dueOn} 到期，还有 ${-late} 天`, en: `due ${dueOn}, in ${days(-late)}` };
  return {
    zh: `${number}. ${project}：${title}，${state.zh}`,
    en: `${number}. ${project}: ${title}, ${state.en}`,
  };
}

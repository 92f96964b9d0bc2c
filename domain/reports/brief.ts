/**
 * The brief for a leader's on-site office (现场办公), derived: what only this leader can unblock, the heaviest
 * first, each with the one decision that is asked for.
 */
import { addMonths, daysBetween, type LocalDate } from '../dates.ts';
import { today, type Context } from '../project/slice.ts';
import type { Entry, Item } from '../review/entry.ts';
import { whose, type Whose } from '../review/weekly.ts';
import { byText, type Text } from '../text.ts';

export interface BriefLine extends Whose, Item {
  /** Calendar days late or waited; for what must be prepared, days that are left of a month. */
  days: number;
  /** Investment (万元) × days: the order of the agenda. */
  weight: number;
  /** What the leader is asked to decide. */
  decision: Text;
}

export interface Visit extends Whose {
  /** The number of the visit that is due. */
  number: number;
  dueOn: LocalDate;
}

export interface Brief {
  asOf: LocalDate;
  leader: string;
  lines: BriefLine[];
  /** Visits due within a month, or late. */
  visits: Visit[];
}

/** Days before its last responsible moment from which a preparation counts. */
const PREPARE_DAYS = 30;
const LEADER_RUNGS: ReadonlySet<string> = new Set(['leader', 'severe', 'onSiteOffice']);

/** The brief for `leader` on the day of `context.now`. */
export function onSiteBrief(entries: readonly Entry[], leader: string, context: Context): Brief {
  const asOf = today(context);
  const theirs = entries.filter((e) => e.leader === leader);
  const lines = theirs
    .flatMap((e) => e.items.filter((item) => isTheirs(item, leader, asOf)).map((i) => briefLine(e, i, asOf)))
    .toSorted(
      (a, b) =>
        b.weight - a.weight ||
        b.days - a.days ||
        byText(a.project, b.project) ||
        byText(a.obligation, b.obligation),
    );
  return {
    ...{ asOf, leader, lines },
    visits: theirs
      .flatMap((e): Visit[] => {
        const { visits } = e;
        if (visits?.nextOn === undefined || visits.nextOn > addMonths(asOf, 1)) return [];
        return [{ ...whose(e), number: visits.held + 1, dueOn: visits.nextOn }];
      })
      .toSorted((a, b) => byText(a.dueOn, b.dueOn) || byText(a.project, b.project)),
  };
}

/** What has come up to the leader, what an outside party holds, and what soon cannot be prepared any more. */
function isTheirs(item: Item, leader: string, asOf: LocalDate): boolean {
  if (item.kind === 'onSiteOffice') return false;
  if (item.kind === 'blocker' || item.status === 'waiting' || item.extensionRequest) return true;
  if (item.kind === 'windowPreparation') return daysBetween(asOf, item.dueOn) <= PREPARE_DAYS;
  return (
    item.light === 'red' &&
    item.told.some(({ rung, to }) => LEADER_RUNGS.has(rung) || to.some((t) => t.person === leader))
  );
}

function briefLine(e: Entry, item: Item, asOf: LocalDate): BriefLine {
  const days = weighedDays(item, asOf);
  return {
    ...whose(e),
    ...item,
    ...{ days, weight: (e.investmentWan ?? 0) * days, decision: decisionFor(item) },
  };
}

function weighedDays(item: Item, asOf: LocalDate): number {
  if (item.kind === 'windowPreparation') return Math.max(PREPARE_DAYS - daysBetween(asOf, item.dueOn), 1);
  if (item.status === 'waiting' || item.kind === 'blocker')
    return Math.max(daysBetween(item.openedOn, asOf), 1);
  return Math.max(daysBetween(item.dueOn, asOf), 1);
}

/** The one decision that takes the line off the agenda. Names bodies only, never a person. */
function decisionFor(item: Item): Text {
  const who = item.department ?? '项目单位';
  const whom = item.department ?? 'the enterprise';
  if (item.extensionRequest) {
    const { dueOn, workdays } = item.extensionRequest;
    const until = dueOn ?? `${workdays} 个工作日`;
    const by = dueOn ?? `${workdays} working days`;
    return {
      zh: `是否同意延期（申请：${until}）：${item.title}`,
      en: `grant the extension asked for (${by}), or refuse it: ${item.title}`,
    };
  }
  switch (item.kind) {
    case 'blocker':
      return {
        zh: `请协调${who}于 ${item.dueOn} 前解决，或确定替代办法`,
        en: `settle with ${whom} that it is cleared by ${item.dueOn}, or what is done instead`,
      };
    case 'windowPreparation':
      return {
        zh: `请确定牵头单位，于 ${item.dueOn}（最迟时刻）前备妥，错过即顺延至下一窗口`,
        en: `name who prepares it by ${item.dueOn}, the last responsible moment`,
      };
    case 'factor':
      return {
        zh: `请责成${who}明确落实日期`,
        en: `have ${whom} name the day on which it is secured`,
      };
    case 'approvalItem':
    case 'verification':
      return {
        zh: `请责成${who}限期办结，或书面说明不能办理的原因`,
        en: `have ${whom} finish it by a date, or say in writing why it can't`,
      };
    case 'directive':
      return { zh: `请决定限期办结或调整要求`, en: `set a last date, or change what is asked` };
    default:
      return item.status === 'waiting'
        ? { zh: `请协调对方确认时间`, en: `have the other party confirm its time` }
        : { zh: `请决定赶工措施，或重新签定日期`, en: `decide how it catches up, or sign a new date` };
  }
}

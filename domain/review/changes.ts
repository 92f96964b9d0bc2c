/** What happened to a project in a period, in the sentences that a review prints. */
import { addDays, type LocalDate } from '../dates.ts';
import { ROLE_NAMES, type RungName } from '../policy.ts';
import type { ProjectEvent, SlipCause } from '../project/events.ts';
import { committedOn, own, type Project } from '../project/state.ts';
import { FACTOR_NAMES } from '../templates.ts';
import type { Text } from '../text.ts';

export interface Change {
  project: string;
  name: string;
  county: string;
  occurredOn: LocalDate;
  type: ProjectEvent['type'];
  text: Text;
  /** Whom it is about; never within the text, so that a name can be erased. */
  person?: string;
}

/** A forecast that moved in the period: from what was expected before it to what is expected at its end. */
export interface ForecastMove {
  project: string;
  name: string;
  county: string;
  milestone: string;
  title: string;
  from: LocalDate;
  to: LocalDate;
  /** Calendar days, negative when it came nearer. */
  days: number;
  /** The newly signed promise, where there is one. */
  committedOn?: LocalDate;
}

/** A share of a slip that came about in the period, with the cause that it is put down to now. */
export interface SlipLine {
  project: string;
  name: string;
  county: string;
  milestone: string;
  title: string;
  cause: SlipCause;
  /** A department, an enterprise or a party. */
  owner: string;
  /** Calendar days, negative where they were made good. */
  days: number;
}

/** The changes, moved forecasts and slips of one project by its events of the period, in their order. */
export function changesOf(
  p: Project,
  events: readonly ProjectEvent[],
): { changes: Change[]; moves: ForecastMove[]; slips: SlipLine[] } {
  const changes = events.flatMap((event) => {
    const text = sentence(p, event);
    const { id: project, name, county } = p;
    if (!text) return [];
    const about = 'person' in event.data ? { person: event.data.person } : {};
    return [{ project, name, county, occurredOn: event.occurredOn, type: event.type, text, ...about }];
  });
  return { changes, moves: movesOf(p, events), slips: slipsOf(p, events) };
}

function slipsOf(p: Project, events: readonly ProjectEvent[]): SlipLine[] {
  const fresh = new Set<string>();
  for (const event of events) {
    if (!('slips' in event.data)) continue;
    // Another cause for a slip of an earlier period is no slip of this one.
    if (event.type === 'slipsAttributed' && !event.data.replaces.every((id) => fresh.has(id))) continue;
    for (const share of event.data.slips) fresh.add(share.id);
  }
  return Object.values(p.milestones).flatMap((m) =>
    m.slips.flatMap(({ id, cause, owner, days }) =>
      fresh.has(id) && days !== 0
        ? [
            {
              ...{ project: p.id, name: p.name, county: p.county, milestone: m.id, title: m.name },
              ...{ cause, owner, days },
            },
          ]
        : [],
    ),
  );
}

function movesOf(p: Project, events: readonly ProjectEvent[]): ForecastMove[] {
  const moves = new Map<string, { days: number; to: LocalDate }>();
  for (const event of events) {
    if (event.type !== 'milestoneReforecast' && event.type !== 'baselineSigned') continue;
    const to = event.type === 'baselineSigned' ? event.data.committedOn : event.data.forecastOn;
    // The shares of its slip add up to the days by which the event moved the expected date.
    const moved = event.data.slips.reduce((sum, s) => sum + s.days, 0);
    moves.set(event.data.milestone, { days: (moves.get(event.data.milestone)?.days ?? 0) + moved, to });
  }
  return [...moves].flatMap(([id, { days, to }]) => {
    const m = own(p.milestones, id);
    if (!m || days === 0) return [];
    const promised = committedOn(m);
    return [
      {
        ...{ project: p.id, name: p.name, county: p.county, milestone: id, title: m.name },
        ...{ from: addDays(to, -days), to, days },
        ...(promised === undefined ? {} : { committedOn: promised }),
      },
    ];
  });
}

/** Rungs that only remind are no escalation. */
export const REMINDERS: ReadonlySet<RungName> = new Set(['remind', 'due']);

/** Rungs as reviews and documents call them. */
export const RUNG_NAMES: Record<RungName, Text> = {
  remind: { zh: '提醒', en: 'reminder' },
  due: { zh: '到期提示', en: 'due' },
  chief: { zh: '通知项目长', en: 'project chief' },
  department: { zh: '升级至责任部门', en: 'department' },
  leader: { zh: '升级至包联领导', en: 'leader in charge' },
  severe: { zh: '严重预警', en: 'severe' },
  onSiteOffice: { zh: '列入现场办公', en: 'on-site office' },
};

/** A sentence for the events that a review talks about; nothing for the rest. */
export function sentence(p: Project, event: ProjectEvent): Text | null {
  const milestone = (id: string): string => own(p.milestones, id)?.name ?? id;
  const item = (id: string): string => own(p.approvalItems, id)?.name ?? id;
  const window = (id: string): string => own(p.windows, id)?.name ?? id;
  const obligation = (key: string): string => own(p.obligations, key)?.title ?? key;
  switch (event.type) {
    case 'projectSigned':
      return { zh: '签约', en: 'signed' };
    case 'projectSuspended':
      return { zh: `项目中止：${event.data.reason}`, en: `suspended: ${event.data.reason}` };
    case 'projectResumed':
      return { zh: `项目恢复：${event.data.reason}`, en: `resumed: ${event.data.reason}` };
    case 'projectTerminated':
      return { zh: `项目终止：${event.data.reason}`, en: `terminated: ${event.data.reason}` };
    case 'batchExcluded':
      return { zh: `移出三个一批：${event.data.reason}`, en: `out of the batches: ${event.data.reason}` };
    case 'templateMoved': {
      const { id, version } = event.data.to;
      return { zh: `改用模板 ${id} 第 ${version} 版`, en: `moved to template ${id} v${version}` };
    }
    case 'personAppointed':
    case 'handedOver': {
      const { zh, en } = ROLE_NAMES[event.data.role];
      return { zh: `更换${zh}`, en: `new ${en}` };
    }
    case 'actingAppointed': {
      const { role, from, to } = event.data;
      const { zh, en } = ROLE_NAMES[role];
      return { zh: `${from} 至 ${to} 代行${zh}职责`, en: `acting ${en} from ${from} to ${to}` };
    }
    case 'projectAmended': {
      const { changes, reason } = event.data;
      const named = Object.entries(changes).map(([key, value]) => `${key} ${String(value)}`);
      return { zh: `更正：${named.join('、')}（${reason}）`, en: `amended: ${named.join(', ')} (${reason})` };
    }
    case 'milestoneCompleted': {
      const m = milestone(event.data.milestone);
      return { zh: `${m}完成`, en: `completed: ${m}` };
    }
    case 'milestoneCorrected': {
      const m = milestone(event.data.milestone);
      const { actualOn, reason } = event.data;
      return actualOn === undefined
        ? { zh: `${m}更正为未完成：${reason}`, en: `corrected, not completed: ${m} (${reason})` }
        : { zh: `${m}完成日更正为 ${actualOn}：${reason}`, en: `corrected: ${m} on ${actualOn} (${reason})` };
    }
    case 'milestoneReforecast': {
      const m = milestone(event.data.milestone);
      const { forecastOn } = event.data;
      return { zh: `${m}预计改为 ${forecastOn}`, en: `${m} is now forecast for ${forecastOn}` };
    }
    case 'baselineSigned': {
      const m = milestone(event.data.milestone);
      const { committedOn, name, reason } = event.data;
      return {
        zh: `${m}重新签定为 ${committedOn}（${name}）：${reason}`,
        en: `${m} newly signed for ${committedOn} (${name}): ${reason}`,
      };
    }
    case 'approvalItemFinished': {
      const found = item(event.data.item);
      return { zh: `审批办结：${found}`, en: `approval finished: ${found}` };
    }
    case 'approvalItemReopened':
    case 'approvalItemRevoked': {
      const found = item(event.data.item);
      const { reason } = event.data;
      return event.type === 'approvalItemRevoked'
        ? { zh: `审批撤销：${found}（${reason}）`, en: `approval revoked: ${found} (${reason})` }
        : { zh: `审批办结更正：${found}（${reason}）`, en: `approval reopened: ${found} (${reason})` };
    }
    case 'approvalItemCommitted': {
      const found = item(event.data.item);
      const { verifyBy } = event.data;
      return {
        zh: `承诺制受理：${found}，${verifyBy} 前核验`,
        en: `accepted on commitment: ${found}, to be verified by ${verifyBy}`,
      };
    }
    case 'factorMet':
      return {
        zh: `要素落实：${factor(event.data.factor).zh}`,
        en: `secured: ${factor(event.data.factor).en}`,
      };
    case 'factorLost': {
      const { zh, en } = factor(event.data.factor);
      return { zh: `要素落空：${zh}（${event.data.reason}）`, en: `lost: ${en} (${event.data.reason})` };
    }
    case 'blockerRaised': {
      const { title, party, dueOn } = event.data;
      return {
        zh: `新增堵点：${title}（${party}，${dueOn} 前解决）`,
        en: `new blocker: ${title} (${party}, by ${dueOn})`,
      };
    }
    case 'blockerCleared': {
      const title = own(p.blockers, event.data.blocker)?.title ?? event.data.blocker;
      return { zh: `堵点解决：${title}`, en: `blocker cleared: ${title}` };
    }
    case 'windowOpened':
      return {
        zh: `窗口期开始：${window(event.data.window)}`,
        en: `window opened: ${window(event.data.window)}`,
      };
    case 'windowMissed':
      return {
        zh: `错过窗口期：${window(event.data.window)}`,
        en: `window missed: ${window(event.data.window)}`,
      };
    case 'windowRescheduled': {
      const { window: id, opensOn, closesOn, reason } = event.data;
      return {
        zh: `窗口期改为 ${opensOn} 至 ${closesOn}：${window(id)}（${reason}）`,
        en: `window moved to ${opensOn}–${closesOn}: ${window(id)} (${reason})`,
      };
    }
    case 'clockExtended': {
      const title = obligation(event.data.obligation);
      const { dueOn, reason } = event.data;
      return { zh: `${title}延期至 ${dueOn}：${reason}`, en: `${title} extended to ${dueOn}: ${reason}` };
    }
    case 'extensionRequested': {
      const title = obligation(event.data.obligation);
      const { reason } = event.data;
      return { zh: `申请延期：${title}（${reason}）`, en: `extension asked for: ${title} (${reason})` };
    }
    case 'deadlineMoved': {
      const title = obligation(event.data.obligation);
      const { reason } = event.data;
      return { zh: `${title}：${reason.zh}`, en: `${title}: ${reason.en}` };
    }
    case 'onSiteOfficeHeld':
      return { zh: `第${event.data.visit}次现场办公`, en: `on-site office no. ${event.data.visit}` };
    case 'directiveIssued': {
      const { title, owner, dueOn } = event.data;
      return {
        zh: `新增督办：${title}（${owner}，${dueOn} 前办结）`,
        en: `directive: ${title} (${owner}, by ${dueOn})`,
      };
    }
    case 'directiveClosed': {
      const title = obligation(`directive:${event.data.directive}`);
      const { evidence } = event.data;
      return { zh: `督办销号：${title}（${evidence}）`, en: `directive closed: ${title} (${evidence})` };
    }
    case 'directiveReopened': {
      const title = obligation(`directive:${event.data.directive}`);
      const { reason } = event.data;
      return { zh: `督办重新开启：${title}（${reason}）`, en: `directive reopened: ${title} (${reason})` };
    }
    case 'rungReached': {
      const { rung, title } = event.data;
      if (REMINDERS.has(rung)) return null;
      const { zh, en } = RUNG_NAMES[rung];
      return { zh: `升级督办（${zh}）：${title}`, en: `escalated (${en}): ${title}` };
    }
    default:
      return null;
  }
}

const factor = (id: string): Text => own<Text>(FACTOR_NAMES, id) ?? { zh: id, en: id };

/**
 * Policy as versioned data: the escalation ladder by kind of clock, what may be extended, and the rules of
 * the lights (`lights.ts`). Counties differ, so nothing of this is written in code. A rung names the version
 * that fired it.
 */
import { isTimeOfDay } from './dates.ts';
import type { LightRules } from './lights.ts';
import { fault, type Fault, type Text } from './text.ts';

export type ClockKind = 'statutory' | 'commitment' | 'internal';
export const CLOCK_KINDS: readonly ClockKind[] = ['statutory', 'commitment', 'internal'];
export type Role = 'projectChief' | 'approvalChief' | 'agency' | 'department' | 'leaderInCharge' | 'office';

export const ROLE_NAMES: Record<Role, Text> = {
  projectChief: { zh: '项目长', en: 'project chief' },
  approvalChief: { zh: '审批项目长', en: 'approval chief' },
  agency: { zh: '全代办', en: 'agency' },
  department: { zh: '责任部门', en: 'department' },
  leaderInCharge: { zh: '包联领导', en: 'leader in charge' },
  office: { zh: '调度办公室', en: 'office' },
};

export type RungName = 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';

export interface Rung {
  rung: RungName;
  name: Text;
  /** Working days from the due date; negative is before it. */
  afterWorkdays: number;
  /** Whom it adds. `owner` is the obligation's own. Nobody is ever taken off. */
  tell: (Role | 'owner')[];
}

/** How often and how far a clock of one kind may be extended; null: as its owner and basis say. */
export interface ExtensionRule {
  times: number;
  workdays: number;
}

export interface Policy {
  id: string;
  version: number;
  /** Time of day, office zone, at which rungs fire. */
  rungTime: string;
  ladders: Record<ClockKind, Rung[]>;
  extensions: Record<ClockKind, ExtensionRule | null>;
  lights: LightRules;
  /** How many working days an acknowledgement holds the next rung. */
  acknowledgementWorkdays: number;
  /** 承诺制: working days within which an item accepted on commitment is verified. */
  verificationWorkdays: number;
  /** How far a supporting work may land from the main line it serves, in calendar days. */
  sync: { lateDays: number; earlyDays: number };
}

/** How many weekly lights a project remembers: no rule may ask for more of them in a row. */
export const MARKS_KEPT = 8;

const RUNGS = {
  remind: {
    rung: 'remind',
    name: { zh: '到期提醒', en: 'reminder' },
    afterWorkdays: -3,
    tell: ['owner'],
  },
  due: { rung: 'due', name: { zh: '今日到期', en: 'due today' }, afterWorkdays: 0, tell: ['owner'] },
  chief: {
    rung: 'chief',
    name: { zh: '逾期通知项目长', en: 'missed: project chief' },
    afterWorkdays: 1,
    tell: ['owner', 'projectChief'],
  },
  department: {
    rung: 'department',
    name: { zh: '升级至责任部门', en: 'escalated: department' },
    afterWorkdays: 3,
    tell: ['department', 'office'],
  },
  leader: {
    rung: 'leader',
    name: { zh: '升级至包联领导', en: 'escalated: leader in charge' },
    afterWorkdays: 5,
    tell: ['leaderInCharge'],
  },
  onSiteOffice: {
    rung: 'onSiteOffice',
    name: { zh: '列入现场办公议题', en: 'on the agenda of the on-site office' },
    afterWorkdays: 10,
    tell: ['leaderInCharge', 'office'],
  },
} satisfies Record<string, Rung>;

/** The default policy, version 1: Yichang's lights, with waiting and a late forecast in yellow. */
export const POLICY: Policy = {
  id: 'county',
  version: 1,
  rungTime: '09:00',
  ladders: {
    commitment: [RUNGS.remind, RUNGS.due, RUNGS.chief, RUNGS.department, RUNGS.leader, RUNGS.onSiteOffice],
    statutory: [
      RUNGS.remind,
      RUNGS.due,
      RUNGS.chief,
      { ...RUNGS.department, afterWorkdays: 2 },
      { ...RUNGS.leader, afterWorkdays: 3 },
    ],
    internal: [RUNGS.remind, RUNGS.due, RUNGS.chief, { ...RUNGS.department, afterWorkdays: 5 }],
  },
  // 行政许可法 42: extended once, by ten working days, on the decision of the head of the authority.
  extensions: { statutory: { times: 1, workdays: 10 }, commitment: null, internal: null },
  lights: {
    obligation: [
      { when: 'late', light: 'red' },
      { when: 'nearDue', light: 'yellow', workdays: 3 },
      { when: 'forecastLate', light: 'yellow' },
      { when: 'waiting', light: 'yellow' },
    ],
    project: [],
  },
  acknowledgementWorkdays: 2,
  verificationWorkdays: 60,
  sync: { lateDays: 0, earlyDays: 30 },
};

/** What is wrong with a policy, by field; empty when it can be used. */
export function checkPolicy(policy: Policy): Fault[] {
  const faults: Fault[] = [];
  if (!isTimeOfDay(policy.rungTime)) {
    faults.push(fault('rungTime', '时间应写作 09:00', 'a time is written 09:00'));
  }
  for (const field of ['acknowledgementWorkdays', 'verificationWorkdays'] as const) {
    if (Number.isInteger(policy[field]) && policy[field] > 0) continue;
    faults.push(fault(field, '应为正整数个工作日', 'working days are a whole number from 1'));
  }
  for (const clock of CLOCK_KINDS) {
    const seen = new Set<string>();
    for (const [i, rung] of policy.ladders[clock].entries()) {
      const path = `ladders.${clock}[${i}]`;
      const before = policy.ladders[clock][i - 1];
      if (seen.has(rung.rung)) faults.push(fault(`${path}.rung`, '该级重复', 'the rung stands twice'));
      seen.add(rung.rung);
      if (before && rung.afterWorkdays <= before.afterWorkdays) {
        faults.push(
          fault(
            `${path}.afterWorkdays`,
            '各级应逐级推后',
            'each rung must come later than the one before it',
          ),
        );
      }
      if (!Number.isInteger(rung.afterWorkdays)) {
        faults.push(fault(`${path}.afterWorkdays`, '应为整数个工作日', 'working days are a whole number'));
      }
      if (rung.tell.length === 0) faults.push(fault(`${path}.tell`, '未写通知谁', 'nobody is told'));
    }
  }
  for (const [i, rule] of policy.lights.project.entries()) {
    const count = rule.when === 'notStarted' ? rule.months : rule.reviews;
    if (!Number.isInteger(count) || count < 1 || (rule.when === 'yellowInARow' && count > MARKS_KEPT)) {
      faults.push(
        fault(
          `lights.project[${i}]`,
          `月数应为正整数，连续次数应在 1 至 ${MARKS_KEPT} 之间`,
          `months are a whole number from 1, reviews in a row 1 to ${MARKS_KEPT}`,
        ),
      );
    }
  }
  for (const [i, rule] of policy.lights.obligation.entries()) {
    const share = 'percent' in rule ? rule.percent : 'points' in rule ? rule.points : 0;
    const workdays = 'workdays' in rule ? (rule.workdays ?? 0) : 0;
    if (!(share >= 0 && share <= 100) || !(Number.isInteger(workdays) && workdays >= 0)) {
      faults.push(
        fault(
          `lights.obligation[${i}]`,
          '百分比应在 0 至 100 之间，工作日数应为非负整数',
          'a share is 0 to 100 per cent, and working days are a whole number from 0',
        ),
      );
    }
  }
  return faults;
}

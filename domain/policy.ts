/**
 * Policy as versioned data: the escalation ladder by kind of clock, the hour at which rungs fire, and what
 * makes a light yellow. Cities differ, so nothing of this is written in code.
 */
import type { Text } from './text.ts';

export type ClockKind = 'statutory' | 'commitment' | 'internal';
export type Role = 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';

export const ROLE_NAMES: Record<Role, Text> = {
  projectChief: { zh: '项目长', en: 'project chief' },
  approvalChief: { zh: '审批项目长', en: 'approval chief' },
  department: { zh: '责任部门', en: 'department' },
  leaderInCharge: { zh: '包联领导', en: 'leader in charge' },
  office: { zh: '调度办公室', en: 'office' },
};

export type RungName = 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'onSiteOffice';

export interface Rung {
  rung: RungName;
  name: Text;
  /** Working days from the due date; negative is before it. */
  afterWorkdays: number;
  /** Whom it adds. `owner` is the obligation's own. Nobody is ever taken off. */
  tell: (Role | 'owner')[];
}

export interface Policy {
  id: string;
  version: number;
  /** Time of day, office zone, at which rungs fire. */
  rungTime: string;
  ladders: Record<ClockKind, Rung[]>;
  /** An open obligation is yellow from this many working days before it is due. */
  nearDueWorkdays: number;
  /** How many working days an acknowledgement holds the next rung. */
  acknowledgementWorkdays: number;
}

const REMIND: Rung = {
  rung: 'remind',
  name: { zh: '到期提醒', en: 'reminder' },
  afterWorkdays: -3,
  tell: ['owner'],
};
const DUE: Rung = {
  rung: 'due',
  name: { zh: '今日到期', en: 'due today' },
  afterWorkdays: 0,
  tell: ['owner'],
};
const CHIEF: Rung = {
  rung: 'chief',
  name: { zh: '逾期通知项目长', en: 'missed: project chief' },
  afterWorkdays: 1,
  tell: ['owner', 'projectChief'],
};
const DEPARTMENT: Rung = {
  rung: 'department',
  name: { zh: '升级至责任部门', en: 'escalated: department' },
  afterWorkdays: 3,
  tell: ['department', 'office'],
};
const LEADER: Rung = {
  rung: 'leader',
  name: { zh: '升级至包联领导', en: 'escalated: leader in charge' },
  afterWorkdays: 5,
  tell: ['leaderInCharge'],
};
const ON_SITE: Rung = {
  rung: 'onSiteOffice',
  name: { zh: '列入现场办公议题', en: 'on the agenda of the on-site office' },
  afterWorkdays: 10,
  tell: ['leaderInCharge', 'office'],
};

/** The default ladder, version 1. */
export const POLICY: Policy = {
  id: 'county',
  version: 1,
  rungTime: '09:00',
  ladders: {
    commitment: [REMIND, DUE, CHIEF, DEPARTMENT, LEADER, ON_SITE],
    statutory: [REMIND, DUE, CHIEF, { ...DEPARTMENT, afterWorkdays: 2 }, { ...LEADER, afterWorkdays: 3 }],
    internal: [REMIND, DUE, CHIEF, { ...DEPARTMENT, afterWorkdays: 5 }],
  },
  nearDueWorkdays: 3,
  acknowledgementWorkdays: 2,
};

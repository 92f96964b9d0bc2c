/**
 * Who may do what: grants of roles, what of the portfolio a grant covers, and which commands on a project each
 * role may send. Denied is what no grant allows.
 */
import type { LocalDate } from './dates.ts';
import type { Role } from './policy.ts';
import type { CommandType, ProjectCommand } from './project/commands.ts';
import { personOn, responsibleOn } from './project/people.ts';
import { idOf, own, type Project } from './project/state.ts';
import { reject, type Rejection, type Text } from './text.ts';

export const ACCESS_ROLES = [
  ...(['office', 'chief', 'approvalChief', 'department'] as const),
  ...(['leader', 'auditor', 'admin', 'screen'] as const),
] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];

export const ACCESS_ROLE_NAMES: Record<AccessRole, Text> = {
  office: { zh: '调度办公室', en: 'office' },
  chief: { zh: '项目长', en: 'project chief' },
  approvalChief: { zh: '审批项目长', en: 'approval chief' },
  department: { zh: '责任部门', en: 'department' },
  leader: { zh: '包联领导', en: 'leader in charge' },
  auditor: { zh: '审计', en: 'auditor' },
  admin: { zh: '系统管理员', en: 'administrator' },
  screen: { zh: '大屏（只读）', en: 'big screen, reads only' },
};

/** A role, over all or only over some counties or projects. */
export interface Grant {
  role: AccessRole;
  counties?: readonly string[] | undefined;
  projects?: readonly string[] | undefined;
  /** Of the role `department`: its name as projects write it. */
  department?: string | undefined;
}

/** Who asks. `person` is the name as projects write it; a program has none. */
export interface Caller {
  /** What the log says who did it. */
  actor: string;
  person?: string | undefined;
  grants: readonly Grant[];
}

/** The roles by which a person stands in a project. */
const HELD: Partial<Record<AccessRole, Role>> = {
  chief: 'projectChief',
  approvalChief: 'approvalChief',
  leader: 'leaderInCharge',
};

/** Which roles may send a command to a project; all but the office only to their own (see `refusedCommand`). */
export const COMMAND_ACCESS: Record<CommandType, readonly AccessRole[]> = {
  moveTemplate: ['office'],
  suspendProject: ['office'],
  resumeProject: ['office'],
  terminateProject: ['office'],
  excludeFromBatches: ['office'],
  amendProject: ['office'],
  appointPerson: ['office'],
  appointActing: ['office'],
  handOver: ['office'],
  splitLine: ['office'],
  mergeLines: ['office'],
  addMilestone: ['office'],
  signBaseline: ['office'],
  reforecastMilestone: ['office', 'chief', 'department'],
  reportProgress: ['office', 'chief', 'department'],
  completeMilestone: ['office', 'chief', 'department'],
  correctMilestone: ['office'],
  attributeSlip: ['office'],
  contestSlip: ['office', 'chief', 'department'],
  nameCause: ['office', 'chief', 'department'],
  confirmChecklist: ['office', 'approvalChief'],
  addApprovalItem: ['office', 'approvalChief'],
  submitDocument: ['office', 'chief', 'approvalChief'],
  startApprovalItem: ['office', 'approvalChief', 'department'],
  finishApprovalItem: ['office', 'approvalChief', 'department'],
  reopenApprovalItem: ['office', 'approvalChief'],
  acceptOnCommitment: ['office', 'approvalChief', 'department'],
  verifyApprovalItem: ['office', 'department'],
  revokeApprovalItem: ['office', 'department'],
  assignAgency: ['office', 'approvalChief'],
  meetFactor: ['office', 'department'],
  loseFactor: ['office', 'department'],
  meetCondition: ['office', 'chief'],
  loseCondition: ['office', 'chief'],
  raiseBlocker: ['office', 'chief', 'approvalChief'],
  clearBlocker: ['office', 'chief', 'approvalChief', 'department'],
  addWindow: ['office'],
  rescheduleWindow: ['office'],
  awaitWindow: ['office', 'chief'],
  prepareWindow: ['office', 'chief'],
  pauseClock: ['office'],
  resumeClock: ['office'],
  extendClock: ['office'],
  requestExtension: ['office', 'chief', 'approvalChief', 'department'],
  refuseExtension: ['office'],
  holdOnSiteOffice: ['office', 'leader'],
  issueDirective: ['office', 'leader'],
  closeDirective: ['office', 'leader', 'department'],
  reopenDirective: ['office', 'leader'],
  acknowledge: ['office', 'chief', 'approvalChief', 'department', 'leader'],
  addAttachment: ['office', 'chief', 'approvalChief', 'department', 'leader'],
};

type Place = Pick<Project, 'id' | 'county'>;

/** Whether a grant reaches a county at all; a grant over named projects only reaches none. */
export const coversCounty = ({ counties, projects }: Grant, county: string): boolean =>
  projects === undefined && (counties === undefined || counties.includes(county));

const covers = ({ counties, projects }: Grant, { id, county }: Place): boolean =>
  (counties === undefined || counties.includes(county)) && (projects === undefined || projects.includes(id));

/** Whether a grant is over everything. */
export const isWhole = ({ counties, projects }: Grant): boolean =>
  counties === undefined && projects === undefined;

/** The grants of a caller in one of these roles. */
export const grantsOf = ({ grants }: Caller, roles: readonly AccessRole[]): Grant[] =>
  grants.filter((g) => roles.includes(g.role));

/** Whether the caller sees a project on a day by a grant in one of these roles. */
export const seesProject = (
  caller: Caller,
  project: Project,
  on: LocalDate,
  roles: readonly AccessRole[] = ACCESS_ROLES,
): boolean =>
  grantsOf(caller, roles).some((grant) => {
    if (!covers(grant, project)) return false;
    if (grant.role === 'chief' || grant.role === 'approvalChief') return stands(caller, grant, project, on);
    return grant.role !== 'department' || departmentsIn(project).has(grant.department ?? '');
  });

/** Whether the caller holds, or acts in, the role of the grant in this project on a day. */
function stands({ person }: Caller, { role }: Grant, project: Project, on: LocalDate): boolean {
  const held = HELD[role];
  if (held === undefined || person === undefined) return false;
  return personOn(project, held, on) === person || responsibleOn(project, held, on).person === person;
}

/** Departments and parties that something of the project belongs to. */
function departmentsIn(project: Project): Set<string> {
  const { obligations, milestones, approvalItems, factors, blockers } = project;
  return new Set([
    ...Object.values(obligations).map((o) => o.department ?? ''),
    ...Object.values(milestones).map((m) => m.department ?? ''),
    ...Object.values(approvalItems).map((i) => i.department),
    ...factors.map((f) => f.owner),
    ...Object.values(blockers).map((b) => b.party),
  ]);
}

/** To whom belongs what a command is about; undefined where it is nobody's in particular. */
function departmentOf(project: Project, command: ProjectCommand): string | undefined {
  if ('milestone' in command) return own(project.milestones, command.milestone)?.department;
  if ('item' in command && command.item !== undefined)
    return own(project.approvalItems, command.item)?.department;
  if ('factor' in command) return project.factors.find((f) => f.factor === command.factor)?.owner;
  if ('blocker' in command) return own(project.blockers, command.blocker)?.party;
  if ('directive' in command) return own(project.obligations, `directive:${command.directive}`)?.department;
  if ('obligation' in command) return departmentOfObligation(project, command.obligation);
  return undefined;
}

function departmentOfObligation(project: Project, key: string): string | undefined {
  const obligation = own(project.obligations, key);
  if (obligation?.department !== undefined) return obligation.department;
  return obligation?.kind === 'approvalItem' || obligation?.kind === 'verification'
    ? own(project.approvalItems, idOf(key))?.department
    : undefined;
}

/**
 * Why a caller may not send a command to a project; undefined when they may. Nobody but the office signs with
 * another's name: `by` is the caller or their department.
 */
export function refusedCommand(
  caller: Caller,
  project: Project,
  command: ProjectCommand,
  on: LocalDate,
): Rejection | undefined {
  const roles: readonly AccessRole[] =
    command.type in COMMAND_ACCESS ? COMMAND_ACCESS[command.type as CommandType] : [];
  const able = grantsOf(caller, roles).filter((grant) => {
    if (!covers(grant, project)) return false;
    if (grant.role === 'office') return true;
    if (grant.role !== 'department') return stands(caller, grant, project, on);
    if (grant.department === undefined) return false;
    // A file is nobody's in particular: whoever has a part in the project may bring one.
    if (command.type === 'addAttachment') return departmentsIn(project).has(grant.department);
    return departmentOf(project, command) === grant.department;
  });
  if (able.length === 0) {
    return reject('notAllowed', '无权对该项目执行此操作', 'you may not do this to the project', 'type');
  }
  const by = 'by' in command ? command.by : undefined;
  const names = [caller.person, ...able.map((g) => g.department)];
  if (by === undefined || able.some((g) => g.role === 'office') || names.includes(by)) return undefined;
  return reject('notInOwnName', `只能以本人或本部门名义：${by}`, `not in the name of ${by}`, 'by');
}

/** What each event of a project is called where people read it. */
import { sentence } from '../domain/review/changes.ts';
import { ROLE_NAMES } from '../domain/policy.ts';
import type { ProjectEvent, ProjectEventType } from '../domain/project/events.ts';
import { idOf, own, type Project } from '../domain/project/state.ts';
import { FACTOR_NAMES } from '../domain/templates.ts';
import type { Text } from '../domain/text.ts';
import { text } from './view.ts';

export const EVENT_NAMES: Record<ProjectEventType, Text> = {
  projectSigned: text('签约', 'signed'),
  templateMoved: text('改用模板', 'template moved'),
  projectSuspended: text('项目中止', 'suspended'),
  projectResumed: text('项目恢复', 'resumed'),
  projectTerminated: text('项目终止', 'terminated'),
  projectAmended: text('更正项目信息', 'amended'),
  batchExcluded: text('移出三个一批', 'out of the batches'),
  personAppointed: text('任命', 'appointed'),
  actingAppointed: text('代行职责', 'acting'),
  handedOver: text('交接', 'handed over'),
  lineSplit: text('生产线拆分', 'line split'),
  linesMerged: text('生产线合并', 'lines merged'),
  milestoneAdded: text('新增节点', 'milestone added'),
  baselineSigned: text('重新签定', 'signed anew'),
  milestoneReforecast: text('调整预计', 'forecast'),
  progressReported: text('报告进度', 'progress'),
  milestoneCompleted: text('节点完成', 'milestone completed'),
  milestoneCorrected: text('节点更正', 'milestone corrected'),
  slipsAttributed: text('认定延误责任', 'slip attributed'),
  causeNamed: text('说明原因', 'cause named'),
  slipContested: text('对延误责任有异议', 'slip contested'),
  checklistConfirmed: text('确认审批清单', 'checklist confirmed'),
  approvalItemAdded: text('新增审批事项', 'approval item added'),
  documentSubmitted: text('提交材料', 'document submitted'),
  approvalItemStarted: text('受理', 'accepted'),
  approvalItemFinished: text('办结', 'finished'),
  approvalItemReopened: text('办结更正', 'reopened'),
  approvalItemCommitted: text('承诺制受理', 'accepted on commitment'),
  approvalItemVerified: text('核验', 'verified'),
  approvalItemRevoked: text('撤销', 'revoked'),
  agencyAssigned: text('指定代办', 'agency assigned'),
  factorMet: text('要素落实', 'factor secured'),
  factorLost: text('要素落空', 'factor lost'),
  conditionMet: text('条件具备', 'condition met'),
  conditionLost: text('条件不再具备', 'condition lost'),
  blockerRaised: text('新增堵点', 'blocker'),
  blockerCleared: text('堵点解决', 'blocker cleared'),
  windowAdded: text('新增窗口期', 'window'),
  windowRescheduled: text('窗口期调整', 'window moved'),
  windowAwaited: text('等待窗口期', 'window awaited'),
  windowPrepared: text('窗口期准备', 'window prepared'),
  windowOpened: text('窗口期开始', 'window opened'),
  windowMissed: text('错过窗口期', 'window missed'),
  clockPaused: text('计时暂停', 'clock paused'),
  clockResumed: text('计时恢复', 'clock resumed'),
  clockExtended: text('延期', 'extended'),
  extensionRequested: text('申请延期', 'extension asked for'),
  extensionRefused: text('不予延期', 'extension refused'),
  calendarAdopted: text('采用新日历', 'calendar adopted'),
  deadlineMoved: text('期限变动', 'deadline moved'),
  onSiteOfficeHeld: text('现场办公', 'on-site office'),
  directiveIssued: text('新增督办', 'directive'),
  directiveClosed: text('督办销号', 'directive closed'),
  directiveReopened: text('督办重新开启', 'directive reopened'),
  rungReached: text('督办提醒', 'ladder'),
  rungAcknowledged: text('确认收到', 'acknowledged'),
  lightMarked: text('每周亮灯', 'light of the week'),
  attachmentAdded: text('上传附件', 'file added'),
};

/** What is meant by a key that events are about; the key itself where nothing has that name. */
export function subjectName(p: Project, key: string): Text {
  const id = idOf(key);
  const same = (name: string | undefined): Text => text(name ?? id, name ?? id);
  if (!key.includes(':')) return text('项目整体', 'the project');
  switch (key.slice(0, key.indexOf(':'))) {
    case 'people':
      return own(ROLE_NAMES, id) ?? same(id);
    case 'line':
      return same(p.lines.find((l) => l.id === id)?.name);
    case 'window':
      return same(own(p.windows, id)?.name);
    case 'blocker':
      return same(own(p.blockers, id)?.title);
    case 'milestone':
      return same(own(p.milestones, id)?.name);
    case 'approvalItem':
      return same(own(p.approvalItems, id)?.name);
    case 'factor':
      return own<Text>(FACTOR_NAMES, id) ?? same(id);
    default:
      return same(own(p.obligations, key)?.title);
  }
}

/** One event in a sentence. */
export function eventText(p: Project, event: ProjectEvent, about: readonly string[]): Text {
  const said = sentence(p, event);
  if (said) return said;
  const name = EVENT_NAMES[event.type];
  const what = subjectName(p, about[0] ?? 'project');
  const data = event.data as Record<string, unknown>;
  const more = [
    'percent' in data ? `${String(data.percent)}%` : '',
    ...['name', 'dueOn', 'document', 'prerequisite', 'person', 'reason', 'evidence', 'note'].map((k) =>
      typeof data[k] === 'string' ? data[k] : '',
    ),
  ].filter(Boolean);
  const tail = (zh: boolean): string =>
    more.length === 0 ? '' : zh ? `（${more.join('，')}）` : ` (${more.join(', ')})`;
  return { zh: `${name.zh}：${what.zh}${tail(true)}`, en: `${name.en}: ${what.en}${tail(false)}` };
}

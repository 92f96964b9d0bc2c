/** `quancheng story`: a project's whole life in simulated time, in a second, with no server. */
import { daysBetween, localDate, localTime } from '../domain/dates.ts';
import { noticeText } from '../domain/notice.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { evolveProject } from '../domain/project/decide.ts';
import { stageOf } from '../domain/project/stages.ts';
import type { Project } from '../domain/project/state.ts';
import { simulate, type Happening } from '../domain/simulate.ts';
import { STORY, STORY_END } from '../examples/story.ts';
import { RULES } from '../domain/rules.ts';

export function tellStory(json: boolean): string {
  const log = simulate(STORY, STORY_END, RULES);
  if (json) return log.map((h) => JSON.stringify(h)).join('\n');
  const lines: string[] = [];
  let project: Project | null = null;
  let stage = '';
  for (const happening of log) {
    if (happening.event) project = evolveProject(project, happening.event);
    lines.push(`${localTime(happening.at, RULES.calendar.zone)}  ${tell(happening, project)}`);
    const now = project && stageOf(project).name.zh;
    if (now !== null && now !== stage) lines.push(`                  ══ 阶段：${(stage = now)} ══`);
  }
  const [first, last] = [log[0]!, log.at(-1)!];
  const days = daysBetween(localDate(first.at, RULES.calendar.zone), localDate(last.at, RULES.calendar.zone));
  lines.push(`\n${log.length} 个事件，${days} 天 / ${log.length} events, ${days} days`);
  return lines.join('\n');
}

function tell({ actor, event, rejection }: Happening, project: Project | null): string {
  if (rejection) return `✗ ${actor}: ${rejection.message.zh} / ${rejection.message.en}`;
  return `${actor === 'clock' ? '⏰' : `${actor}：`} ${event ? sentence(event, project!) : ''}`;
}

function sentence(event: ProjectEvent, project: Project): string {
  const title = (key: string): string => project.obligations[key]?.title ?? key;
  switch (event.type) {
    case 'projectSigned':
      return `签约 ${event.data.name}，投资 ${event.data.investmentWan} 万元`;
    case 'approvalItemStarted':
      return `受理 ${project.approvalItems[event.data.item]?.name}，时限至 ${event.data.dueOn}`;
    case 'approvalItemFinished':
      return `办结 ${project.approvalItems[event.data.item]?.name}`;
    case 'checklistConfirmed':
      return `审批清单确认，共 ${event.data.items} 项`;
    case 'factorMet':
      return `要素保障到位：${event.data.factor}`;
    case 'milestoneCompleted':
      return `完成 ${project.milestones[event.data.milestone]?.name}（${event.data.evidence ?? ''}）`;
    case 'windowAwaited':
      return `等待窗口期 ${project.windows[event.data.window]?.name}，最迟 ${event.data.prepareBy} 备妥`;
    case 'windowPrepared':
      return `窗口期准备：${event.data.prerequisite}`;
    case 'windowOpened':
      return `窗口期开始：${project.windows[event.data.window]?.name}`;
    case 'clockPaused':
      return `时钟暂停：${title(event.data.obligation)}，余 ${event.data.remainingWorkdays} 个工作日`;
    case 'clockResumed':
      return `时钟恢复：${title(event.data.obligation)}，新的到期日 ${event.data.dueOn}`;
    case 'rungReached':
      return `${noticeText(project.name, event.data, event.occurredOn).zh} → ${event.data.recipients.map((r) => r.person).join('、')}`;
    default:
      return event.type;
  }
}

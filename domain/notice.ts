/** The text of a notice: what, which project, how late, who was added. Pure, from the event alone. */
import type { ProjectEvents } from './project/events.ts';
import type { LocalDate } from './dates.ts';
import { ROLE_NAMES, type ClockKind } from './policy.ts';
import type { Text } from './text.ts';

export type Rung = ProjectEvents['rungReached'];

/** One notice a person: its key is what a channel deduplicates by. */
export function noticeKey(project: string, rung: Rung, person: string): string {
  return `${project}/${rung.obligation}/v${rung.deadlineVersion}/${rung.rung}/${person}`;
}

/** The text on the day `on` on which the rung fired, which is later than planned when it was slept through. */
export function noticeText(projectName: string, rung: Rung, on: LocalDate): Text {
  const { name } = rung;
  const when: Text =
    on < rung.dueOn
      ? { zh: `${rung.dueOn} 到期`, en: `due ${rung.dueOn}` }
      : on === rung.dueOn
        ? { zh: `今日（${rung.dueOn}）到期`, en: `due today, ${rung.dueOn}` }
        : { zh: `应于 ${rung.dueOn} 完成，尚无报告`, en: `was due ${rung.dueOn}, nothing reported` };
  const { role, person } = rung.accountable;
  return {
    zh: `【${name.zh}】${projectName}：${rung.title}，${when.zh}（${ROLE_NAMES[role].zh} ${person} 负责）`,
    en: `[${name.en}] ${projectName}: ${rung.title}, ${when.en} (${person}, ${ROLE_NAMES[role].en}, is accountable)`,
  };
}

export const CLOCK_NAMES: Record<ClockKind, Text> = {
  statutory: { zh: '法定时限', en: 'statutory clock' },
  commitment: { zh: '承诺时限', en: 'commitment clock' },
  internal: { zh: '内部时限', en: 'internal clock' },
};

/** Why this step is taken now: the rule and its version, the clock, the days. */
export function whyText({ policy, clock, afterWorkdays: after, name, dueOn }: Rung): Text {
  const days = Math.abs(after);
  const s = days === 1 ? '' : 's';
  const when: Text =
    after < 0
      ? { zh: `到期前 ${days} 个工作日`, en: `${days} working day${s} before` }
      : after === 0
        ? { zh: '到期当日', en: 'on the day of' }
        : { zh: `到期后第 ${days} 个工作日`, en: `${days} working day${s} after` };
  return {
    zh: `依据：督办规则 ${policy.id} 第 ${policy.version} 版，${CLOCK_NAMES[clock].zh}，${when.zh}（${dueOn}）起“${name.zh}”`,
    en: `Why: rules ${policy.id} v${policy.version}, ${CLOCK_NAMES[clock].en}: "${name.en}" from ${when.en} ${dueOn}`,
  };
}

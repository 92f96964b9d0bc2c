/**
 * How much a project chief types: entries a week over a simulated year, one life of `examples/story.ts` to each
 * project, begun one after another. Every message that reaches the chief counts as one more entry, as if each
 * were acknowledged. Reports ask for nothing.
 */
import { addDays, dayNumber, localDate } from '../domain/dates.ts';
import { RULES } from '../domain/rules.ts';
import { simulate } from '../domain/simulate.ts';
import { STORY, STORY_END } from '../examples/story.ts';

const PROJECTS = [1, 3, 5];
const APART_DAYS = 45;
const { zone } = RULES.calendar;

const log = simulate(STORY, STORY_END, RULES);
const first = localDate(log[0]!.at, zone);
const entries = STORY.map((s) => localDate(s.at, zone));
const told = log.flatMap((h) =>
  h.event?.type === 'rungReached' &&
  h.event.data.recipients.some((r) => r.role === 'projectChief' || r.role === 'approvalChief')
    ? [localDate(h.at, zone)]
    : [],
);

console.log(
  '项目数 / projects    每周填报 / entries a week: 平均 mean    最多 most    每周确认 / acknowledgements',
);
for (const projects of PROJECTS) {
  const shifts = Array.from({ length: projects }, (_, i) => i * APART_DAYS);
  const start = addDays(first, APART_DAYS * (projects - 1));
  const year = (days: string[]): number[] => {
    const weeks = Array.from({ length: 52 }, () => 0);
    for (const shift of shifts) {
      for (const day of days) {
        const week = Math.floor((dayNumber(addDays(day, shift)) - dayNumber(start)) / 7);
        if (week >= 0 && week < weeks.length) weeks[week]! += 1;
      }
    }
    return weeks;
  };
  const mean = (weeks: number[]) => (weeks.reduce((a, b) => a + b, 0) / weeks.length).toFixed(1);
  const typed = year(entries);
  console.log(
    `${String(projects).padStart(18)}${mean(typed).padStart(36)}${String(Math.max(...typed)).padStart(13)}${mean(year(told)).padStart(20)}`,
  );
}

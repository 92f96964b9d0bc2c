/**
 * Traffic lights as data: a policy lists rules, each says when it holds and which light it gives, and the
 * worst that holds is the light. Cities differ in their rules, so none is written in code:
 *
 * - Wuhan: under 80 % of time-proportional progress yellow, under 60 % red.
 * - Yinchuan: 10–30 points behind yellow, over 30 red; not started for 3 months red.
 * - Ouhai: on time green, missed red, made up later yellow.
 * - Yichang: near due yellow, late red.
 * - Haikou Jiangdong: two yellows in a row become red; severe red reported to the leader the same day.
 */
import { workdaysBetween, type Calendar } from './calendar.ts';
import { addMonths, daysBetween, type LocalDate } from './dates.ts';
import type { Text } from './text.ts';

export type Light = 'green' | 'yellow' | 'red';
type Alarm = 'yellow' | 'red';

/** A rule about one obligation. */
export type LightRule =
  /** Not done, and at least this many working days past its date (any day past it when not said). */
  | { when: 'late'; light: Alarm; workdays?: number }
  /** Not done, and at most this many working days before its date. */
  | { when: 'nearDue'; light: Alarm; workdays: number }
  /** Done after its date; shown for this many working days from the day on which it was done. */
  | { when: 'madeUpLate'; light: Alarm; workdays: number }
  /** The forecast lies after the promised date. */
  | { when: 'forecastLate'; light: Alarm }
  /** A clock that is held by a blocker, a window or an order. */
  | { when: 'waiting'; light: Alarm }
  /** Reported progress is less than this share (%) of what the elapsed share of the time would be. */
  | { when: 'progressBelow'; light: Alarm; percent: number }
  /** Reported progress is at least this many points (or more than them) behind the elapsed share of the time. */
  | { when: 'pointsBehind'; light: Alarm; points: number; strictly?: true };

/** A rule about a project as a whole. */
export type ProjectLightRule =
  /** Signed this many months ago and not in the stage that counts as started. */
  | { when: 'notStarted'; light: Alarm; months: number }
  /** Yellow at the last `reviews` weekly marks and yellow still: red. */
  | { when: 'yellowInARow'; light: 'red'; reviews: number };

export interface LightRules {
  obligation: LightRule[];
  project: ProjectLightRule[];
}

/** A rule in words, as it stands in the county's own rules: when it holds, without the light. */
export function ruleText(rule: LightRule | ProjectLightRule): Text {
  switch (rule.when) {
    case 'late':
      return rule.workdays === undefined
        ? { zh: '逾期未完成', en: 'not done after its date' }
        : {
            zh: `逾期 ${rule.workdays} 个工作日以上`,
            en: `not done ${rule.workdays} working days after its date`,
          };
    case 'nearDue':
      return {
        zh: `距到期 ${rule.workdays} 个工作日以内`,
        en: `due within ${rule.workdays} working days`,
      };
    case 'madeUpLate':
      return {
        zh: `逾期补齐后 ${rule.workdays} 个工作日内`,
        en: `made up late, for ${rule.workdays} working days`,
      };
    case 'forecastLate':
      return { zh: '预计完成晚于承诺', en: 'the forecast is after the promised date' };
    case 'waiting':
      return {
        zh: '时限暂停（堵点、窗口期或批示）',
        en: 'the clock is held by a blocker, a window or an order',
      };
    case 'progressBelow':
      return {
        zh: `进度低于时序进度的 ${rule.percent}%`,
        en: `progress under ${rule.percent} % of what the time asks for`,
      };
    case 'pointsBehind':
      return {
        zh: `进度落后时序进度${rule.strictly ? '超过' : '达'} ${rule.points} 个百分点`,
        en: `progress ${rule.strictly ? 'more than' : 'at least'} ${rule.points} points behind the time`,
      };
    case 'notStarted':
      return {
        zh: `签约超过 ${rule.months} 个月未开工`,
        en: `not started ${rule.months} months after signing`,
      };
    case 'yellowInARow':
      return {
        zh: `连续 ${rule.reviews} 次周调度黄灯`,
        en: `yellow at ${rule.reviews} weekly reviews in a row`,
      };
  }
}

/** What a rule looks at. Dates are days of the office's zone; progress is in per cent. */
export interface LightSubject {
  openedOn: LocalDate;
  dueOn: LocalDate;
  doneOn?: LocalDate | undefined;
  forecastOn?: LocalDate | undefined;
  progress?: number | undefined;
  waiting?: Text | undefined;
}

export interface Verdict {
  light: Light;
  /** The rule that gave the light; none for green. */
  rule?: LightRule['when'] | ProjectLightRule['when'];
  why: Text;
}

export const RANK: Record<Light, number> = { green: 0, yellow: 1, red: 2 };

/** A light by its shape and its word: never by its colour alone. */
export const LIGHT_SIGNS: Record<Light, { sign: string; zh: string }> = {
  red: { sign: '■', zh: '红' },
  yellow: { sign: '▲', zh: '黄' },
  green: { sign: '●', zh: '绿' },
};

/** The worse of two verdicts; the first where they are equal. */
export const worse = <T extends { light: Light }>(a: T, b: T): T => (RANK[b.light] > RANK[a.light] ? b : a);

/** The share of the time between opening and due date that has passed, in per cent, 0 to 100. */
export function elapsedPercent(subject: LightSubject, on: LocalDate): number {
  const whole = daysBetween(subject.openedOn, subject.dueOn);
  if (whole <= 0) return 100;
  return Math.min(Math.max((daysBetween(subject.openedOn, on) / whole) * 100, 0), 100);
}

/** A figure without the error of its last bits, so that exactly 10 points are 10 and not 9.999999999999993. */
export const exact = (figure: number): number => Math.round(figure * 1e6) / 1e6;

/** The light of one obligation on a day, and why. A waiting clock is judged by the `waiting` rules alone. */
export function judge(
  subject: LightSubject,
  rules: readonly LightRule[],
  on: LocalDate,
  calendar: Calendar,
): Verdict {
  let verdict: Verdict = { light: 'green', why: plain(subject, on, calendar) };
  for (const rule of rules) {
    const why = holds(rule, subject, on, calendar);
    if (why) verdict = worse(verdict, { light: rule.light, rule: rule.when, why });
  }
  return verdict;
}

function plain(s: LightSubject, on: LocalDate, calendar: Calendar): Text {
  if (s.doneOn !== undefined) return { zh: `${s.doneOn} 完成`, en: `done on ${s.doneOn}` };
  if (s.waiting) return s.waiting;
  const left = workdaysBetween(calendar, on, s.dueOn);
  return { zh: `${s.dueOn} 到期，还有 ${left} 个工作日`, en: `due ${s.dueOn}, ${left} working days left` };
}

/** Why the rule holds, or undefined when it does not. */
function holds(rule: LightRule, s: LightSubject, on: LocalDate, calendar: Calendar): Text | undefined {
  if (rule.when === 'madeUpLate') {
    if (s.doneOn === undefined || s.doneOn <= s.dueOn) return undefined;
    if (workdaysBetween(calendar, s.doneOn, on) > rule.workdays) return undefined;
    return { zh: `应于 ${s.dueOn} 完成，${s.doneOn} 补齐`, en: `due ${s.dueOn}, made up on ${s.doneOn}` };
  }
  if (s.doneOn !== undefined) return undefined;
  if (rule.when === 'waiting') return s.waiting;
  if (s.waiting) return undefined;
  switch (rule.when) {
    case 'late': {
      const late = workdaysBetween(calendar, s.dueOn, on);
      if (s.dueOn >= on || late < (rule.workdays ?? 0)) return undefined;
      return {
        zh: `应于 ${s.dueOn} 完成，逾期 ${late} 个工作日`,
        en: `due ${s.dueOn}, ${late} working days late`,
      };
    }
    case 'nearDue': {
      if (s.dueOn < on || workdaysBetween(calendar, on, s.dueOn) > rule.workdays) return undefined;
      return plain(s, on, calendar);
    }
    case 'forecastLate':
      if (s.forecastOn === undefined || s.forecastOn <= s.dueOn) return undefined;
      return {
        zh: `预计 ${s.forecastOn}，晚于承诺 ${s.dueOn}`,
        en: `forecast ${s.forecastOn}, after the promised ${s.dueOn}`,
      };
    case 'progressBelow': {
      const elapsed = elapsedPercent(s, on);
      if (s.progress === undefined || elapsed === 0) return undefined;
      const share = exact((s.progress / elapsed) * 100);
      if (share >= rule.percent) return undefined;
      const rounded = Math.floor(share);
      return {
        zh: `进度 ${s.progress}%，为时序进度的 ${rounded}%（低于 ${rule.percent}%）`,
        en: `progress ${s.progress} %, ${rounded} % of what the time asks for (under ${rule.percent} %)`,
      };
    }
    case 'pointsBehind': {
      if (s.progress === undefined) return undefined;
      const behind = exact(elapsedPercent(s, on) - s.progress);
      if (behind < rule.points || (rule.strictly && behind === rule.points)) return undefined;
      const rounded = Math.floor(behind);
      return {
        zh: `进度 ${s.progress}%，落后时序进度 ${rounded} 个百分点`,
        en: `progress ${s.progress} %, ${rounded} points behind the time`,
      };
    }
  }
}

/** What the rules about a whole project look at. */
export interface ProjectLightSubject {
  signedOn: LocalDate;
  startedOn?: LocalDate | undefined;
  /** Lights as they stood at the last weekly marks, the newest last. */
  marks: readonly Light[];
  /** The worst light of its obligations. */
  worst: Verdict;
}

/** The light of a project: the worst of its obligations and of the rules about it as a whole. */
export function judgeProject(
  subject: ProjectLightSubject,
  rules: readonly ProjectLightRule[],
  on: LocalDate,
): Verdict {
  let verdict = subject.worst;
  for (const rule of rules) {
    if (rule.when === 'notStarted') {
      if (subject.startedOn !== undefined || on <= addMonths(subject.signedOn, rule.months)) continue;
      verdict = worse(verdict, {
        light: rule.light,
        rule: rule.when,
        why: {
          zh: `签约超过 ${rule.months} 个月仍未开工`,
          en: `signed over ${rule.months} months ago and not started`,
        },
      });
    } else {
      const last = subject.marks.slice(-rule.reviews);
      if (verdict.light !== 'yellow' || last.length < rule.reviews) continue;
      if (!last.every((light) => light !== 'green')) continue;
      verdict = {
        light: rule.light,
        rule: rule.when,
        why: {
          zh: `连续 ${rule.reviews} 次周调度黄灯；${verdict.why.zh}`,
          en: `yellow at ${rule.reviews} weekly reviews in a row; ${verdict.why.en}`,
        },
      };
    }
  }
  return verdict;
}

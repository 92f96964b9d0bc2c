/**
 * Lines (生产线, 车间) and supporting works (配套工程): split, merged, and kept in step.
 *
 * A line that is split lives on in its parts: each takes over its stage, and a copy of every open milestone
 * with its promises, slips and the rungs of its ladder. Lines that are merged hand their open milestones to
 * the new one, which is as far as the slowest of them. What was reached stays with the old lines.
 */
import { daysBetween, type LocalDate } from '../dates.ts';
import { accept, refuse } from '../decision.ts';
import type { LineSpec } from './events.ts';
import { duplicate, event, pick, today, unknown, type Context, type Decide, type Evolve } from './slice.ts';
import { activeLines, lineOf, lineStage, milestonesOf } from './stages.ts';
import {
  byKey,
  expectedOn,
  keyOf,
  own,
  setMilestone,
  withdraw,
  type Line,
  type Milestone,
  type Project,
} from './state.ts';

export const evolveLines: Evolve<'lineSplit' | 'linesMerged'> = {
  lineSplit: (state, { line, into, stage, copies }, on) => {
    let next = replaceLines(state, [line], into, stage, on);
    for (const copy of copies) {
      const m = own(state.milestones, copy.milestone);
      if (!m) continue;
      const { id, name } = copy;
      const milestone: Milestone = { ...m, id, name, line: copy.line };
      const obligation = own(state.obligations, keyOf('milestone', copy.milestone));
      next = {
        ...next,
        milestones: { ...next.milestones, [id]: milestone },
        obligations: obligation
          ? { ...next.obligations, [keyOf('milestone', id)]: { ...obligation, title: name } }
          : next.obligations,
      };
    }
    for (const id of new Set(copies.map((c) => c.milestone))) {
      next = withdraw(setMilestone(next, id, { retiredOn: on }), keyOf('milestone', id), on);
    }
    return coverCopies(next, copies);
  },
  linesMerged: (state, { lines, into, stage }, on) => {
    let next = replaceLines(state, lines, [into], stage, on);
    for (const [id, m] of Object.entries(state.milestones)) {
      if (m.line !== undefined && lines.includes(m.line) && m.actualOn === undefined) {
        next = setMilestone(next, id, { line: into.id });
      }
    }
    return next;
  },
};

/** The old lines end, the new ones stand in their place, and supporting works serve them instead. */
function replaceLines(
  state: Project,
  old: string[],
  into: LineSpec[],
  stage: string,
  on: LocalDate,
): Project {
  const ids = into.map((l) => l.id);
  const lines = state.lines.map((line): Line => {
    if (old.includes(line.id)) return { ...line, became: { lines: ids, on } };
    if (!line.serves?.some((id) => old.includes(id))) return line;
    return { ...line, serves: [...line.serves.filter((id) => !old.includes(id)), ...ids] };
  });
  return { ...state, lines: [...lines, ...into.map((line) => ({ ...line, stageFloor: stage }))] };
}

/** What held a split milestone holds its copies: blockers cover them, a window is awaited by the first. */
function coverCopies(state: Project, copies: { milestone: string; id: string }[]): Project {
  const keys = new Map<string, string[]>();
  for (const { milestone, id } of copies) {
    const key = keyOf('milestone', milestone);
    keys.set(key, [...(keys.get(key) ?? []), keyOf('milestone', id)]);
  }
  const blockers = Object.fromEntries(
    Object.entries(state.blockers).map(([id, b]) => [
      id,
      { ...b, covers: b.covers.flatMap((key) => keys.get(key) ?? [key]) },
    ]),
  );
  return { ...state, blockers };
}

export const decideLines: Decide<'splitLine' | 'mergeLines'> = {
  splitLine({ line: id, into, reason }, state, { on }) {
    const line = lineOf(state, id);
    if (!line) return unknown('Line', '生产线', id, 'line');
    if (into.length < 2) {
      return refuse('badSplit', '拆分后至少应有两条线', 'a line is split into two at least', 'into');
    }
    const fault = newLinesFault(state, into);
    if (fault) return fault;
    const open = milestonesOf(state, id).filter((m) => m.actualOn === undefined);
    const waiting = byKey(state.windows).find(([, w]) => open.some((m) => m.id === w.milestone))?.[1];
    if (waiting) {
      return refuse(
        'waitsForWindow',
        `${line.name}有节点正等待窗口期“${waiting.name}”，请在窗口期后拆分`,
        `a milestone of ${line.name} waits for the window ${waiting.id}: split it afterwards`,
        'line',
      );
    }
    const copies = open.flatMap((m) =>
      into.map((part) => ({
        milestone: m.id,
        line: part.id,
        id: `${part.id}-${m.id}`,
        name: m.name.startsWith(line.name)
          ? part.name + m.name.slice(line.name.length)
          : `${part.name} ${m.name}`,
      })),
    );
    const taken = copies.find(
      (c, i) => own(state.milestones, c.id) || copies.findIndex((other) => other.id === c.id) < i,
    );
    if (taken) return duplicate('节点', taken.id, 'into');
    const lines = into.map((part) => ({ ...pick(part, 'id', 'name'), ...pick(line, 'kind', 'serves') }));
    return accept(
      event('lineSplit', on, { line: id, into: lines, stage: lineStage(state, id).id, copies, reason }),
    );
  },

  mergeLines({ lines, into, reason }, state, { on }) {
    const old: Line[] = [];
    for (const id of new Set(lines)) {
      const line = lineOf(state, id);
      if (!line) return unknown('Line', '生产线', id, 'lines');
      old.push(line);
    }
    const kind = old[0]?.kind;
    if (old.length < 2 || kind === undefined) {
      return refuse('badMerger', '合并至少需要两条线', 'two lines at least are merged', 'lines');
    }
    if (old.some((l) => l.kind !== kind)) {
      return refuse(
        'badMerger',
        '主线与配套工程不能合并',
        'a main line and a supporting work differ',
        'lines',
      );
    }
    const fault = newLinesFault(state, [into]);
    if (fault) return fault;
    const stages = old.map((l) => state.stages.findIndex((s) => s.id === lineStage(state, l.id).id));
    const serves = [...new Set(old.flatMap((l) => l.serves ?? []))];
    const line = { ...pick(into, 'id', 'name'), kind, ...(serves.length > 0 ? { serves } : {}) };
    const stage = state.stages[Math.min(...stages)]!.id;
    return accept(event('linesMerged', on, { lines: old.map((l) => l.id), into: line, stage, reason }));
  },
};

function newLinesFault(state: Project, lines: readonly LineSpec[]) {
  const taken = new Set(state.lines.map((l) => l.id));
  for (const { id } of lines) {
    if (taken.has(id)) return duplicate('生产线', id, 'into');
    taken.add(id);
  }
  return undefined;
}

/** How a supporting work stands to the main lines it serves. Days are calendar days. */
export interface SyncCheck {
  work: string;
  name: string;
  /** When the work is expected to land (or did). */
  landsOn: LocalDate | undefined;
  /** When each line it serves will need it: its entry into production. */
  needs: { line: string; name: string; on: LocalDate }[];
  /** The line that needs it first. */
  binding: string | undefined;
  verdict: 'unknown' | 'inSync' | 'late' | 'idle';
  /** Beyond the band: days that the binding line is held up. */
  daysLate: number;
  /** Days that the finished work stands idle, from its landing to its first use. */
  idleDays: number;
}

/**
 * Each supporting work against the lines it serves, within the policy's band. What is not reached yet is
 * expected today at the earliest. A line that went into production before the work landed did without it.
 */
export function syncChecks(state: Project, context: Context): SyncCheck[] {
  const now = today(context);
  return activeLines(state, 'supporting').map((work) => {
    const landsOn = expectedFrom(milestonesOf(state, work.id), now).at(-1);
    const needs = activeLines(state, 'main')
      .filter((line) => work.serves?.includes(line.id))
      .flatMap(({ id, name }) => {
        const entering = milestonesOf(state, id).filter((m) => entersProduction(state, m));
        const on = expectedFrom(entering, now)[0];
        const without = entering.some(
          (m) => m.actualOn !== undefined && landsOn !== undefined && m.actualOn < landsOn,
        );
        return on === undefined || without ? [] : [{ line: id, name, on }];
      })
      .toSorted((a, b) => (a.on === b.on ? (a.line < b.line ? -1 : 1) : a.on < b.on ? -1 : 1));
    const [binding] = needs;
    const base = { work: work.id, name: work.name, landsOn, needs, binding: binding?.line };
    if (landsOn === undefined || !binding) return { ...base, verdict: 'unknown', daysLate: 0, idleDays: 0 };
    const gap = daysBetween(landsOn, binding.on);
    const { lateDays, earlyDays } = context.policy.sync;
    return {
      ...base,
      verdict: gap < -lateDays ? 'late' : gap > earlyDays ? 'idle' : 'inSync',
      daysLate: Math.max(0, -gap),
      idleDays: Math.max(0, gap),
    };
  });
}

/** The dates at which milestones were or will be reached, the earliest first; those without one are left out. */
const expectedFrom = (milestones: Milestone[], now: LocalDate): LocalDate[] =>
  milestones
    .flatMap((m) => {
      const on = expectedOn(m);
      if (on === undefined) return [];
      return m.actualOn === undefined && on < now ? now : on;
    })
    .toSorted();

/** Whether the milestone brings its line into the first stage that counts as producing, or beyond. */
function entersProduction(state: Project, m: Milestone): boolean {
  const producing = state.stages.findIndex((s) => s.counts === 'producing' || s.counts === 'commissioned');
  return producing >= 0 && state.stages.findIndex((s) => s.id === m.enters) >= producing;
}

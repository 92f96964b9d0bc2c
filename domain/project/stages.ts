/**
 * Stages and gates, derived. Each line has a stage of its own, so one may be in trial production while
 * another installs equipment; the project's is derived from its lines. A gate is a list of predicates over
 * facts; a blocked one lists each condition that is not met.
 */
import type { LocalDate } from '../dates.ts';
import type { GateCondition, StageCount, StageSpec } from '../templates.ts';
import type { Text } from '../text.ts';
import {
  byKey,
  isActive,
  own,
  type ApprovalItem,
  type Blocker,
  type Line,
  type Milestone,
  type Project,
} from './state.ts';

export const stageById = (state: Pick<Project, 'stages'>, id: string): StageSpec | undefined =>
  state.stages.find((s) => s.id === id);

export const lineOf = (state: Pick<Project, 'lines'>, id: string): Line | undefined =>
  state.lines.find((l) => l.id === id && !l.became);

/** The lines that are in being: not those that were split or merged. */
export const activeLines = (state: Project, kind?: Line['kind']): Line[] =>
  state.lines.filter((l) => !l.became && (kind === undefined || l.kind === kind));

export interface Condition {
  code: string;
  text: Text;
}

/** Finished, or accepted on a commitment that has not been revoked. */
export const isCleared = (item: ApprovalItem): boolean =>
  item.finishedOn !== undefined || item.commitment !== undefined;

/** The items of the checklist in force. */
export const activeItems = (state: Project): ApprovalItem[] =>
  byKey(state.approvalItems).flatMap(([, item]) => (item.retiredOn === undefined ? [item] : []));

/** What still stands between the project and finished preliminary formalities; empty when finished. */
export function unmetFormalities(state: Project): Condition[] {
  const unmet: Condition[] = [];
  if (state.checklistConfirmedOn === undefined) {
    const text = { zh: '审批清单尚未确认', en: 'the checklist is not confirmed' };
    unmet.push({ code: 'checklistOpen', text });
  }
  for (const item of activeItems(state)) if (!isCleared(item)) unmet.push(itemCondition(item));
  return unmet;
}

const itemCondition = ({ id, name, department }: ApprovalItem): Condition => ({
  code: `approvalItem:${id}`,
  text: { zh: `${name}（${department}）未办结`, en: `${name} (${department}) is not finished` },
});

const FACTOR_TEXT = {
  financing: { zh: '融资尚未保障', en: 'financing is not secured' },
  land: { zh: '用地尚未保障', en: 'land is not secured' },
  energy: { zh: '用能尚未保障', en: 'energy is not secured' },
} as const;

/** The conditions of a gate that do not hold, for one line or (without one) for the project. */
export function unmet(state: Project, gate: readonly GateCondition[], line?: string): Condition[] {
  return gate.flatMap((condition): Condition[] => {
    switch (condition.type) {
      case 'checklist':
        return unmetFormalities(state);
      case 'approvalItem': {
        const item = own(state.approvalItems, condition.item);
        return item && item.retiredOn === undefined && !isCleared(item) ? [itemCondition(item)] : [];
      }
      case 'factor': {
        const { factor } = condition;
        const needed = state.factors.some((f) => f.factor === factor);
        if (!needed || own(state.factorsMet, factor) !== undefined) return [];
        return [{ code: `factor:${factor}`, text: FACTOR_TEXT[factor] }];
      }
      case 'evidence': {
        if (own(state.conditionsMet, condition.id)) return [];
        const { zh, en } = condition.name;
        return [
          { code: `evidence:${condition.id}`, text: { zh: `${zh}尚无证明`, en: `${en}: no evidence yet` } },
        ];
      }
      case 'supportingWorks':
        return activeLines(state, 'supporting')
          .filter((work) => line === undefined || work.serves?.includes(line))
          .filter((work) => landedOn(state, work.id) === undefined)
          .map(({ id, name }) => ({
            code: `supportingWork:${id}`,
            text: { zh: `${name}尚未建成`, en: `${name} is not finished` },
          }));
      case 'noBlocker':
        return byKey(state.blockers).flatMap(([id, blocker]) => {
          if (blocker.clearedOn !== undefined || !holds(state, blocker, line)) return [];
          const { title, party } = blocker;
          return [
            { code: `blocker:${id}`, text: { zh: `堵点：${title}（${party}）`, en: `${title} (${party})` } },
          ];
        });
    }
  });
}

const holds = (state: Project, { covers }: Blocker, line: string | undefined): boolean =>
  milestonesOf(state, line).some((m) => covers.includes(`milestone:${m.id}`));

/** The milestones in force of one line, or (without one) of the project itself. */
export const milestonesOf = (state: Project, line: string | undefined): Milestone[] =>
  byKey(state.milestones).flatMap(([, m]) => (m.line === line && isActive(m) ? [m] : []));

/** The day on which the last milestone of a supporting work was reached; undefined until all are. */
export function landedOn(state: Project, work: string): LocalDate | undefined {
  const milestones = milestonesOf(state, work);
  if (milestones.length === 0 || milestones.some((m) => m.actualOn === undefined)) return undefined;
  return milestones
    .map((m) => m.actualOn!)
    .toSorted()
    .at(-1);
}

/** The gate of the start of construction: of the stage that counts as started, or the last one by facts. */
export function startGate(state: Project): readonly GateCondition[] {
  const stage =
    state.stages.find((s) => s.counts === 'started') ?? state.stages.findLast((s) => s.reachedBy === 'gate');
  return stage?.gate ?? [];
}

/** What still stands between the project and the start of construction (具备开工条件); empty when ready. */
export const unmetForStart = (state: Project): Condition[] => unmet(state, startGate(state));

/** When a milestone of the line (of the project itself, without one) first entered stage `i` or a later one. */
function enteredOn(state: Project, line: string | undefined, i: number): LocalDate | undefined {
  let first = line === undefined ? undefined : inheritedOn(state, line, i);
  for (const m of Object.values(state.milestones)) {
    if (m.line !== line || m.enters === undefined || m.actualOn === undefined) continue;
    if ((first === undefined || m.actualOn < first) && indexOf(state, m.enters) >= i) first = m.actualOn;
  }
  return first;
}

/** When the lines that a line came from had all reached a stage that it had when it was made. */
function inheritedOn(state: Project, line: string, i: number): LocalDate | undefined {
  const floor = state.lines.find((l) => l.id === line)?.stageFloor;
  if (floor === undefined || indexOf(state, floor) < i) return undefined;
  return state.lines
    .flatMap((l) => (l.became?.lines.includes(line) ? (enteredOn(state, l.id, i) ?? []) : []))
    .toSorted()
    .at(-1);
}

const indexOf = (state: Pick<Project, 'stages'>, id: string): number =>
  state.stages.findIndex((s) => s.id === id);

/** When the project reached stage `i`, by its own milestones, its main lines or its facts; the first day of it. */
export function reachedOn(state: Project, i: number): LocalDate | undefined {
  if (i === 0) return state.signedOn;
  const stage = state.stages[i]!;
  // What a line reached before it was split or merged stays reached; only "every" asks the lines in being.
  const mains = stage.whenEvery ? activeLines(state, 'main') : state.lines.filter((l) => l.kind === 'main');
  const known = mains.flatMap((l) => enteredOn(state, l.id, i) ?? []).toSorted();
  const ofLines = stage.whenEvery ? (known.length === mains.length ? known.at(-1) : undefined) : known[0];
  const days = [enteredOn(state, undefined, i), ofLines, factOn(state, stage)];
  return days.filter((day) => day !== undefined).toSorted()[0];
}

/** The day since which the facts behind a stage hold. */
function factOn(state: Project, stage: StageSpec): LocalDate | undefined {
  const items = activeItems(state);
  const confirmed = state.checklistConfirmedOn;
  if (stage.reachedBy === 'checklistBegun') {
    const begun = items.flatMap((i) => i.startedOn ?? i.finishedOn ?? i.commitment?.on ?? []);
    return [...begun, ...(confirmed === undefined ? [] : [confirmed])].toSorted()[0];
  }
  if (stage.reachedBy !== 'gate' || unmet(state, stage.gate ?? []).length > 0) return undefined;
  const days = (stage.gate ?? []).flatMap((condition) => metOn(state, condition));
  return days.toSorted().at(-1) ?? state.signedOn;
}

/** The days on which what a condition of a gate asks for came about. */
function metOn(state: Project, condition: GateCondition): LocalDate[] {
  const cleared = (i: ApprovalItem | undefined) => i?.commitment?.on ?? i?.finishedOn ?? [];
  switch (condition.type) {
    case 'checklist':
      return [state.checklistConfirmedOn ?? [], ...activeItems(state).map(cleared)].flat();
    case 'approvalItem':
      return [cleared(own(state.approvalItems, condition.item))].flat();
    case 'factor':
      return [own(state.factorsMet, condition.factor) ?? []].flat();
    case 'evidence':
      return [own(state.conditionsMet, condition.id)?.on ?? []].flat();
    case 'supportingWorks':
      return activeLines(state, 'supporting').flatMap((work) => landedOn(state, work.id) ?? []);
    case 'noBlocker':
      return byKey(state.blockers).flatMap(([, b]) =>
        b.clearedOn !== undefined && holds(state, b, undefined) ? [b.clearedOn] : [],
      );
  }
}

/** The project's stage: the furthest that its milestones, main lines or facts have reached. */
export function stageOf(state: Project): StageSpec {
  for (let i = state.stages.length - 1; i > 0; i--) {
    if (reachedOn(state, i) !== undefined) return state.stages[i]!;
  }
  return state.stages[0]!;
}

/** The stage of one line. */
export function lineStage(state: Project, line: string): StageSpec {
  for (let i = state.stages.length - 1; i > 0; i--) {
    if (enteredOn(state, line, i) !== undefined) return state.stages[i]!;
  }
  return state.stages[0]!;
}

const COUNTS: readonly StageCount[] = ['performed', 'started', 'producing', 'commissioned'];

/**
 * The day on which the project first came to where it counts as performed, started, producing or
 * commissioned, in whatever its template calls the stages; undefined while it has not. What counts as more
 * counts as less too: a road has no production, and is put to use when it is accepted.
 */
export function countsOn(state: Project, count: StageCount): LocalDate | undefined {
  const wanted = COUNTS.indexOf(count);
  const i = state.stages.findIndex((s) => s.counts !== undefined && COUNTS.indexOf(s.counts) >= wanted);
  return i < 0 ? undefined : reachedOn(state, i);
}

/** In the last stage with nothing left to do, or terminated: its workflow may end. */
export function isFinished(state: Project): boolean {
  if (state.status.is === 'terminated') return true;
  return (
    state.status.is === 'active' &&
    reachedOn(state, state.stages.length - 1) !== undefined &&
    Object.values(state.milestones).every((m) => m.actualOn !== undefined || !isActive(m)) &&
    Object.values(state.obligations).every(
      (o) => o.doneOn !== undefined || o.withdrawnOn !== undefined || o.kind === 'onSiteOffice',
    )
  );
}

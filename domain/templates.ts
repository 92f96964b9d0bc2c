/**
 * Lifecycle templates: versioned data, not code. What a project takes from its template is written into the
 * event that signs it, so a project is pinned to its version by value; moving to another is a command
 * (`project/template-move.ts`).
 *
 * Stages stand in their order. `whenEvery` marks a stage that a project reaches only when every main line has
 * reached it; the other stages are reached by the first line that gets there.
 */
import formalities1 from './templates/formalities-1.json' with { type: 'json' };
import industrial1 from './templates/industrial-1.json' with { type: 'json' };
import industrial2 from './templates/industrial-2.json' with { type: 'json' };
import infrastructure1 from './templates/infrastructure-1.json' with { type: 'json' };
import { fault, type Fault, type Text } from './text.ts';

export type Factor = 'financing' | 'land' | 'energy';

/** One condition of a gate: a predicate over facts, never a date. */
export type GateCondition =
  /** The checklist is confirmed, and every item is finished or accepted on commitment. */
  | { type: 'checklist' }
  | { type: 'approvalItem'; item: string }
  /** Asked only of a project that needs this factor. */
  | { type: 'factor'; factor: Factor }
  /** A measure that is proven by evidence, not by a date: quality and safety, for example. */
  | { type: 'evidence'; id: string; name: Text }
  /** Every supporting work that serves the line has landed. */
  | { type: 'supportingWorks' }
  /** No open blocker covers a milestone of the line. */
  | { type: 'noBlocker' };

export const FACTOR_NAMES: Record<Factor, Text> = {
  financing: { zh: '融资', en: 'financing' },
  land: { zh: '用地', en: 'land' },
  energy: { zh: '用能', en: 'energy' },
};

/** A condition in words. */
export function conditionText(condition: GateCondition): Text {
  switch (condition.type) {
    case 'checklist':
      return { zh: '审批清单办结', en: 'the checklist is cleared' };
    case 'approvalItem':
      return { zh: `审批事项 ${condition.item} 办结`, en: `the approval item ${condition.item} is cleared` };
    case 'factor':
      return {
        zh: `${FACTOR_NAMES[condition.factor].zh}保障`,
        en: `${FACTOR_NAMES[condition.factor].en} secured`,
      };
    case 'evidence':
      return condition.name;
    case 'supportingWorks':
      return { zh: '配套工程建成', en: 'the supporting works have landed' };
    case 'noBlocker':
      return { zh: '无未解决堵点', en: 'no open blocker' };
  }
}

/** What a stage counts as in the rates of the three batches (三个一批), whatever it is called. */
export type StageCount = 'performed' | 'started' | 'producing' | 'commissioned';

export interface StageSpec {
  id: string;
  name: Text;
  whenEvery?: true;
  /** A stage that follows from facts; others are entered by a milestone. */
  reachedBy?: 'checklistBegun' | 'gate';
  gate?: GateCondition[];
  counts?: StageCount;
}

export interface TemplateMilestone {
  id: string;
  name: Text;
  /** One for the project, or one for each of its main lines or supporting works. */
  on: 'project' | 'main' | 'supporting';
  enters?: string;
  /** Milestones of the template that come before it. */
  after?: string[];
}

export interface TemplateItem {
  id: string;
  name: Text;
  department: string;
  /** Statutory limit in working days. */
  limitWorkdays: number;
  after?: string[];
  documents?: string[];
  /** 承诺制: may be accepted on a commitment and verified later. */
  onCommitment?: true;
}

export interface Template {
  id: string;
  version: number;
  name: Text;
  stages: StageSpec[];
  milestones: TemplateMilestone[];
  approvalItems: TemplateItem[];
}

/** The templates that come with Quancheng; a county's own stand beside them. */
export const TEMPLATES = [
  industrial1,
  industrial2,
  infrastructure1,
  formalities1,
] as readonly unknown[] as readonly Template[];

export function findTemplate(
  templates: readonly Template[],
  { id, version }: { id: string; version: number },
): Template | undefined {
  return templates.find((t) => t.id === id && t.version === version);
}

/** What is wrong with a template, by field; empty when projects can be signed with it. */
export function checkTemplate(template: Template): Fault[] {
  const { stages, milestones, approvalItems } = template;
  const stageIds = new Set(stages.map((s) => s.id));
  const itemIds = new Set(approvalItems.map((i) => i.id));
  const faults = [
    ...twice('stages', stages),
    ...twice('milestones', milestones),
    ...twice('approvalItems', approvalItems),
    ...dependencies('milestones', milestones),
    ...dependencies('approvalItems', approvalItems),
  ];
  if (stages.length < 2) {
    faults.push(fault('stages', '至少要有两个阶段', 'a lifecycle has two stages at least'));
  }
  for (const [i, stage] of stages.entries()) {
    if (stage.reachedBy === 'gate' && !stage.gate?.length) {
      faults.push(
        fault(`stages[${i}].gate`, '由条件进入的阶段缺少条件', 'a stage reached by its gate needs one'),
      );
    }
    for (const [j, condition] of (stage.gate ?? []).entries()) {
      if (condition.type === 'approvalItem' && !itemIds.has(condition.item)) {
        faults.push(unknown(`stages[${i}].gate[${j}].item`, '审批事项', 'approval item', condition.item));
      }
    }
  }
  for (const [i, m] of milestones.entries()) {
    if (m.enters !== undefined && !stageIds.has(m.enters)) {
      faults.push(unknown(`milestones[${i}].enters`, '阶段', 'stage', m.enters));
    }
  }
  const entered = new Set(milestones.map((m) => m.enters));
  for (const [i, stage] of stages.entries()) {
    if (i === 0 || stage.reachedBy !== undefined || entered.has(stage.id)) continue;
    faults.push(
      fault(
        `stages[${i}]`,
        `没有节点进入阶段“${stage.name.zh}”`,
        `no milestone enters the stage ${stage.id}: give one \`enters: ${stage.id}\``,
      ),
    );
  }
  for (const [i, item] of approvalItems.entries()) {
    if (Number.isInteger(item.limitWorkdays) && item.limitWorkdays > 0) continue;
    faults.push(
      fault(
        `approvalItems[${i}].limitWorkdays`,
        `审批事项“${item.name.zh}”缺少法定时限（工作日）`,
        `the approval item ${item.id} has no limit in working days`,
      ),
    );
  }
  return faults;
}

const unknown = (path: string, zh: string, en: string, id: string): Fault =>
  fault(path, `没有这个${zh}：${id}`, `there is no such ${en}: ${id}`);

function twice(list: string, entries: readonly { id: string }[]): Fault[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, i) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [fault(`${list}[${i}].id`, `编号重复：${id}`, `the id ${id} stands twice`)];
  });
}

/** Every dependency leads somewhere, and none leads back to where it began. */
function dependencies(
  list: string,
  entries: readonly { id: string; after?: string[] | undefined }[],
): Fault[] {
  const byId = new Map(entries.map((e) => [e.id, e]));
  const faults: Fault[] = [];
  for (const [i, entry] of entries.entries()) {
    for (const id of entry.after ?? []) {
      if (!byId.has(id)) faults.push(unknown(`${list}[${i}].after`, '前置项', 'predecessor', id));
    }
    const cycle = cycleFrom(entry.id, byId);
    if (cycle) {
      const way = cycle.join(' → ');
      faults.push(
        fault(`${list}[${i}].after`, `前置关系成环：${way}`, `the dependencies form a cycle: ${way}`),
      );
    }
  }
  return faults;
}

/** The way from `start` along `after` back to itself, if there is one. */
export function cycleFrom(
  start: string,
  byId: ReadonlyMap<string, { after?: string[] | undefined }>,
): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.pop(); way; way = ways.pop()) {
    for (const next of byId.get(way.at(-1)!)?.after ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

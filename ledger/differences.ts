/**
 * Where the rows of a project say something else than its state: as the commands that make it so. What no
 * command may change behind an office's back (a signed date, a template, a line) is a fault that names the way.
 */
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { ProjectFacts } from '../domain/project/events.ts';
import { personOn } from '../domain/project/people.ts';
import { today } from '../domain/project/slice.ts';
import { byKey, committedOn, isActive, own, type Milestone, type Project } from '../domain/project/state.ts';
import { ROLE_NAMES, type Role } from '../domain/policy.ts';
import type { Text } from '../domain/text.ts';
import { sameText, stageNamed } from './keys.ts';
import type { Row, Value } from './read.ts';
import { itemSpec, milestoneSpec, type By } from './signing.ts';
import { CATEGORIES, columnOf, ENTERING, FACTORS, LINE_KINDS, TABLES } from './tables.ts';

/** A command with the cell that asks for it, and what it means to a reader. */
export interface Wanted {
  command: ProjectCommand;
  at: string;
  text: Text;
}

const REASON = '台账更正';
const SOURCE = '台账';
const str = (v: Value): string => String(v.value);
type Said = string | number | boolean | undefined;
const change = (header: string, before: Said, after: Said): Text => ({
  zh: `${header}：${before ?? '—'} → ${after ?? '—'}`,
  en: `${header}: ${before ?? '—'} → ${after ?? '—'}`,
});

/** Everything that the rows of one project change in it, in the order of the tables. */
export function differences(p: Project, rows: readonly Row[], by: By): Wanted[] {
  return rows.flatMap((row) => {
    switch (row.table) {
      case 'projects':
        return [
          ...amended(p, row),
          ...appointed(p, row, by),
          ...checklist(p, row, by),
          ...factors(p, row, by),
          ...entered(p, row, by),
          ...fixed(p, row, by),
        ];
      case 'lines':
        return lines(p, row, by);
      case 'items':
        return items(p, row, by);
      case 'milestones':
        return milestones(p, row, by);
    }
  });
}

const FACTS = ['name', 'zone', 'industry', 'category', 'attracted', 'investmentWan', 'landMu'] as const;

function amended(p: Project, { values }: Row): Wanted[] {
  const found = FACTS.flatMap((key) => {
    const v = values[key];
    if (!v) return [];
    const before = p[key];
    const same = typeof before === 'string' ? sameText(before, str(v)) : before === v.value;
    // Not attracted is what is said of a project of which nothing is said.
    return same || (key === 'attracted' && before === undefined && v.value === false)
      ? []
      : [{ key, v, before }];
  });
  const [first] = found;
  if (!first) return [];
  const shown = (key: string, value: Said): Said =>
    key === 'category' && typeof value === 'string' ? CATEGORIES[value as keyof typeof CATEGORIES] : value;
  const texts = found.map(({ key, v, before }) =>
    change(columnOf(TABLES.projects, key).header, shown(key, before), shown(key, v.value)),
  );
  return [
    {
      at: first.v.at,
      text: { zh: texts.map((t) => t.zh).join('；'), en: texts.map((t) => t.en).join('; ') },
      command: {
        ...{ type: 'amendProject', reason: REASON },
        changes: Object.fromEntries(found.map(({ key, v }) => [key, v.value])) as ProjectFacts,
      },
    },
  ];
}

const PEOPLE: readonly [string, Role][] = [
  ['chief', 'projectChief'],
  ['approvalChief', 'approvalChief'],
  ['leader', 'leaderInCharge'],
  ['office', 'office'],
];

function appointed(p: Project, { values }: Row, { context }: By): Wanted[] {
  return PEOPLE.flatMap(([key, role]): Wanted[] => {
    const v = values[key];
    const before = personOn(p, role, today(context));
    if (!v || (before !== undefined && sameText(before, str(v)))) return [];
    return [
      {
        ...{ at: v.at, text: change(ROLE_NAMES[role].zh, before, str(v)) },
        command: { type: 'appointPerson', role, person: str(v) },
      },
    ];
  });
}

/** A day that is said where none was; another one than is known is a fault. */
function once(v: Value | undefined, before: string | undefined, header: string, way: Text, by: By): boolean {
  if (!v || before === v.value) return false;
  if (before === undefined) return true;
  by.fault(v.at, `${header}已是 ${before}：${way.zh}`, `${header} is ${before} already: ${way.en}`);
  return false;
}

function checklist(p: Project, { values: { checklistOn } }: Row, by: By): Wanted[] {
  const way = {
    zh: '清单已确认，日期不能由台账更改',
    en: 'the checklist is confirmed, a ledger does not change the day',
  };
  if (!once(checklistOn, p.checklistConfirmedOn, '清单确认日期', way, by)) return [];
  const on = str(checklistOn!);
  return [
    {
      ...{ at: checklistOn!.at, text: change('清单确认日期', undefined, on) },
      command: { type: 'confirmChecklist', occurredOn: on },
    },
  ];
}

function factors(p: Project, { values }: Row, by: By): Wanted[] {
  return FACTORS.flatMap((factor): Wanted[] => {
    const [owner, dueOn, metOn] = [
      values[`${factor}Owner`],
      values[`${factor}DueOn`],
      values[`${factor}MetOn`],
    ];
    const known = p.factors.find((f) => f.factor === factor);
    if (!known) {
      const given = owner ?? dueOn ?? metOn;
      if (given)
        by.fault(
          given.at,
          '签约时没有这项要素保障，不能由台账新增',
          'the project was signed without this factor: a ledger does not add it',
        );
      return [];
    }
    if (owner && !sameText(owner.value as string, known.owner))
      by.fault(
        owner.at,
        `责任单位是 ${known.owner}，不能由台账更改`,
        `its owner is ${known.owner}: a ledger does not change it`,
      );
    if (dueOn && dueOn.value !== known.dueOn)
      by.fault(
        dueOn.at,
        `签订的时限是 ${known.dueOn}，延期请用“延长时限”`,
        `the signed date is ${known.dueOn}: extend the clock instead`,
      );
    const header = columnOf(TABLES.projects, `${factor}MetOn`).header;
    const way = { zh: '更正请先用 loseFactor 撤销', en: 'take it back by loseFactor first' };
    if (!once(metOn, own(p.factorsMet, factor), header, way, by)) return [];
    return [
      {
        ...{ at: metOn!.at, text: change(header, undefined, metOn!.value) },
        command: { type: 'meetFactor', factor, evidence: SOURCE, occurredOn: str(metOn!) },
      },
    ];
  });
}

/** The milestones by which a project as a whole enters a stage that counts as `count`. */
export function enteringStage(p: Project, count: string): Milestone[] {
  const stages = new Set(p.stages.filter((s) => s.counts === count).map((s) => s.id));
  return byKey(p.milestones).flatMap(([, m]) =>
    isActive(m) && m.enters !== undefined && stages.has(m.enters) ? [m] : [],
  );
}

function entered(p: Project, { values }: Row, by: By): Wanted[] {
  return ENTERING.flatMap(({ key, count, name }): Wanted[] => {
    const dates = {
      committedOn: values[`${key}CommittedOn`],
      forecastOn: values[`${key}ForecastOn`],
      actualOn: values[`${key}ActualOn`],
    };
    const given = dates.committedOn ?? dates.forecastOn ?? dates.actualOn;
    if (!given) return [];
    const found = enteringStage(p, count);
    if (found.length === 1) return dated(found[0]!, dates, by);
    by.fault(
      given.at,
      found.length === 0
        ? `项目没有${name}节点，请在“节点”表中写上`
        : `项目有 ${found.length} 个${name}节点，请在“节点”表中分别填写`,
      found.length === 0
        ? `the project has no milestone for it: add one in the sheet 节点`
        : `the project has ${found.length} such milestones: fill in the sheet 节点`,
    );
    return [];
  });
}

/** What a ledger shows of the signing and does not change. */
function fixed(p: Project, { values }: Row, by: By): Wanted[] {
  const { signedOn, template } = values;
  if (signedOn && signedOn.value !== p.signedOn)
    by.fault(
      signedOn.at,
      `签约日期是 ${p.signedOn}，不能由台账更改`,
      `it was signed on ${p.signedOn}: a ledger does not change that`,
    );
  const has = `${p.template.id} v${p.template.version}`;
  if (template && template.value !== has && template.value !== p.template.id)
    by.fault(
      template.at,
      `流程模板是 ${has}，更换请用 template move`,
      `its template is ${has}: move it by template move`,
    );
  return [];
}

function lines(p: Project, { at, values: v }: Row, by: By): Wanted[] {
  const line = v.line && p.lines.find((l) => l.id === v.line!.value);
  const way = { zh: '生产线只能用拆分、合并更改', en: 'lines are changed by splitting and merging' };
  if (!line) by.fault(v.line?.at ?? at, `没有这条生产线：${way.zh}`, `there is no such line: ${way.en}`);
  else if (
    (v.lineName && !sameText(str(v.lineName), line.name)) ||
    (v.lineKind && v.lineKind.value !== line.kind)
  )
    by.fault(
      (v.lineName ?? v.lineKind)!.at,
      `${line.id} 是“${line.name}”（${LINE_KINDS[line.kind]}）：${way.zh}`,
      `${line.id} is “${line.name}”: ${way.en}`,
    );
  return [];
}

function items(p: Project, row: Row, by: By): Wanted[] {
  const v = row.values;
  const name = v.itemName ? str(v.itemName) : undefined;
  const byName = byKey(p.approvalItems).filter(([, i]) => name !== undefined && sameText(i.name, name));
  const id = v.item ? str(v.item) : byName.length === 1 ? byName[0]![0] : undefined;
  if (id === undefined && byName.length > 1) {
    by.fault(v.itemName!.at, '有多个同名事项，请写事项编号', 'several items are called so: write the id');
    return [];
  }
  const known = id === undefined ? undefined : own(p.approvalItems, id);
  const wanted: Wanted[] = [];
  let item = id;
  if (known) {
    const held = (cell: Value | undefined, is: string, same: boolean): void => {
      if (cell && !same)
        by.fault(
          cell.at,
          `已登记为 ${is}，不能由台账更改`,
          `it stands as ${is}: a ledger does not change it`,
        );
    };
    held(v.itemName, known.name, sameText(known.name, name ?? ''));
    held(v.department, known.department, sameText(known.department, v.department ? str(v.department) : ''));
    held(v.limitWorkdays, `${known.limitWorkdays}`, known.limitWorkdays === v.limitWorkdays?.value);
  } else {
    const spec = itemSpec(row, by);
    if (!spec) return [];
    item = spec.id;
    wanted.push({
      ...{
        at: v.itemName!.at,
        text: { zh: `新增审批事项：${spec.name}`, en: `approval item added: ${spec.name}` },
      },
      // As early as anything is known of it, so that its days can be reported after it.
      command: { type: 'addApprovalItem', ...spec, ...earliest(v.startedOn, v.finishedOn) },
    });
  }
  const title = known?.name ?? name!;
  const way = { zh: '更正请用 reopenApprovalItem', en: 'correct it by reopenApprovalItem' };
  if (once(v.startedOn, known?.startedOn, '受理日期', way, by))
    wanted.push({
      ...{ at: v.startedOn!.at, text: change(`${title} 受理日期`, undefined, v.startedOn!.value) },
      command: { type: 'startApprovalItem', item: item!, occurredOn: str(v.startedOn!) },
    });
  if (once(v.finishedOn, known?.finishedOn, '办结日期', way, by))
    wanted.push({
      ...{ at: v.finishedOn!.at, text: change(`${title} 办结日期`, undefined, v.finishedOn!.value) },
      command: { type: 'finishApprovalItem', item: item!, occurredOn: str(v.finishedOn!) },
    });
  return wanted;
}

function earliest(...days: (Value | undefined)[]): { occurredOn?: string } {
  const first = days.flatMap((d) => (d ? [str(d)] : [])).toSorted()[0];
  return first === undefined ? {} : { occurredOn: first };
}

function milestones(p: Project, row: Row, by: By): Wanted[] {
  const v = row.values;
  const name = v.milestoneName ? str(v.milestoneName) : undefined;
  const line = v.line ? str(v.line) : undefined;
  const byName = byKey(p.milestones).filter(
    ([, m]) => name !== undefined && sameText(m.name, name) && (line === undefined || m.line === line),
  );
  const id = v.milestone ? str(v.milestone) : byName.length === 1 ? byName[0]![0] : undefined;
  if (id === undefined && byName.length > 1) {
    by.fault(
      v.milestoneName!.at,
      '有多个同名节点，请写节点编号或所属生产线',
      'several milestones are called so: write the id or the line',
    );
    return [];
  }
  const dates = {
    committedOn: v.committedOn,
    forecastOn: v.forecastOn,
    actualOn: v.actualOn,
    progress: v.progress,
  };
  const known = id === undefined ? undefined : own(p.milestones, id);
  if (!known) {
    const spec = milestoneSpec(row, p.lines, p, by);
    if (!spec) return [];
    const added: Milestone = { id: spec.id, name: spec.name, baselines: [], slips: [] };
    const { committedOn: _, ...reports } = dates;
    return [
      {
        ...{
          at: v.milestoneName!.at,
          text: { zh: `新增节点：${spec.name}`, en: `milestone added: ${spec.name}` },
        },
        command: { type: 'addMilestone', ...spec, ...earliest(v.actualOn) },
      },
      ...dated(added, { ...reports, committedOn: undefined }, by),
    ];
  }
  if (name !== undefined && !sameText(known.name, name))
    by.fault(
      v.milestoneName!.at,
      `已登记为“${known.name}”，不能由台账更改`,
      `it stands as “${known.name}”: a ledger does not change it`,
    );
  if (line !== undefined && known.line !== line)
    by.fault(
      v.line!.at,
      `属于 ${known.line ?? '全项目'}，不能由台账更改`,
      'it belongs to another line: a ledger does not change it',
    );
  if (v.enters && stageNamed(p.stages, str(v.enters)) !== known.enters)
    by.fault(v.enters.at, '进入阶段不能由台账更改', 'a ledger does not change the stage it enters');
  if (v.department && !sameText(known.department ?? '', str(v.department)))
    by.fault(
      v.department.at,
      `责任部门是 ${known.department ?? '—'}，不能由台账更改`,
      'a ledger does not change the department',
    );
  return dated(known, dates, by);
}

type Dates = Record<'committedOn' | 'forecastOn' | 'actualOn', Value | undefined> & {
  progress?: Value | undefined;
};

/** What a row says of the dates of a milestone. */
function dated(
  m: Milestone,
  { committedOn: promised, forecastOn, actualOn, progress }: Dates,
  by: By,
): Wanted[] {
  const wanted: Wanted[] = [];
  const before = committedOn(m);
  if (promised && promised.value !== before) {
    if (before === undefined && m.actualOn === undefined)
      wanted.push({
        ...{ at: promised.at, text: change(`${m.name} 承诺日期`, undefined, promised.value) },
        command: {
          ...{ type: 'signBaseline', milestone: m.id, name: SOURCE, committedOn: str(promised) },
          ...{ by: SOURCE, basis: SOURCE, reason: '台账首次填报' },
        },
      });
    else
      by.fault(
        promised.at,
        `承诺日期是 ${before ?? '未签订'}，重新签订请用 signBaseline；只是预计变化请填“预计日期”`,
        `the promised date is ${before ?? 'not signed'}: sign a new one by signBaseline, or fill in the forecast`,
      );
  }
  if (actualOn && actualOn.value !== m.actualOn)
    wanted.push({
      ...{ at: actualOn.at, text: change(`${m.name} 完成日期`, m.actualOn, actualOn.value) },
      command:
        m.actualOn === undefined
          ? { type: 'completeMilestone', milestone: m.id, evidence: SOURCE, occurredOn: str(actualOn) }
          : { type: 'correctMilestone', milestone: m.id, actualOn: str(actualOn), reason: REASON },
    });
  else if (
    forecastOn &&
    forecastOn.value !== m.forecastOn &&
    forecastOn.value !== before &&
    m.actualOn === undefined
  )
    wanted.push({
      ...{ at: forecastOn.at, text: change(`${m.name} 预计日期`, m.forecastOn, forecastOn.value) },
      command: { type: 'reforecastMilestone', milestone: m.id, forecastOn: str(forecastOn) },
    });
  if (progress && progress.value !== m.progress?.percent && m.actualOn === undefined && !actualOn)
    wanted.push({
      ...{ at: progress.at, text: change(`${m.name} 进度`, m.progress?.percent, progress.value) },
      command: { type: 'reportProgress', milestone: m.id, percent: Number(progress.value) },
    });
  return wanted;
}

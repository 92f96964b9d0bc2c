/** Where rows of approval items and milestones say something else than the state of their project. */
import type { ProjectCommand } from '../domain/project/commands.ts';
import { byKey, committedOn, own, type Milestone, type Project } from '../domain/project/state.ts';
import type { Text } from '../domain/text.ts';
import { sameText, stageNamed } from './keys.ts';
import type { Row, Value } from './read.ts';
import { itemSpec, milestoneSpec, type By } from './signing.ts';

/** A command with the cell that asks for it, and what it means to a reader. */
export interface Wanted {
  command: ProjectCommand;
  at: string;
  text: Text;
}

export const REASON = '台账更正';
export const SOURCE = '台账';
export const str = (v: Value): string => String(v.value);
export type Said = string | number | boolean | undefined;
export const change = (header: string, before: Said, after: Said): Text => ({
  zh: `${header}：${before ?? '—'} → ${after ?? '—'}`,
  en: `${header}: ${before ?? '—'} → ${after ?? '—'}`,
});

/** A day that is said where none was; another one than is known is a fault. */
export function once(
  v: Value | undefined,
  before: string | undefined,
  header: string,
  way: Text,
  by: By,
): boolean {
  if (!v || before === v.value) return false;
  if (before === undefined) return true;
  by.fault(v.at, `${header}已是 ${before}：${way.zh}`, `${header} is ${before} already: ${way.en}`);
  return false;
}

export function items(p: Project, row: Row, by: By): Wanted[] {
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

export function milestones(p: Project, row: Row, by: By): Wanted[] {
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
export function dated(
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

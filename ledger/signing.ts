/** The signing of a project that only the ledger knows: its rows as one command. */
import type { ProjectCategory } from '../domain/project/events.ts';
import type { ApprovalItemSpec, LineSpec, MilestoneSpec } from '../domain/project/events.ts';
import type { Context } from '../domain/project/slice.ts';
import { findTemplate, type Template } from '../domain/templates.ts';
import type { Wanted } from './steps.ts';
import { keyFor, stageNamed } from './keys.ts';
import type { Row, Value } from './read.ts';
import { ENTERING, FACTORS } from './tables.ts';

export interface By {
  fault: (at: string, zh: string, en: string) => void;
  context: Context;
}

const DEFAULT_TEMPLATE = 'industrial';
const text = (v: Value | undefined): string | undefined => (v === undefined ? undefined : String(v.value));

/** The newest version of a template. */
const newest = (templates: readonly Template[], id: string): Template | undefined =>
  templates.filter((t) => t.id === id).toSorted((a, b) => b.version - a.version)[0];

/** `industrial v2` as a template. */
function templateOf(value: string | undefined, context: Context): Template | undefined {
  const [, id, version] = /^(.+?)(?: v(\d+))?$/.exec(value ?? DEFAULT_TEMPLATE)!;
  return version === undefined
    ? newest(context.templates, id!)
    : findTemplate(context.templates, { id: id!, version: Number(version) });
}

/** What signs the project; undefined when something is missing, which is said. Reports come after it. */
export function signing(id: string, rows: readonly Row[], county: string, by: By): Wanted | undefined {
  const row = rows.find((r) => r.table === 'projects');
  if (!row) {
    by.fault(rows[0]!.at, '新项目须写在“项目”表中', 'a new project must stand in the sheet 项目');
    return undefined;
  }
  const v = row.values;
  const template = templateOf(text(v.template), by.context);
  if (!template) {
    by.fault(v.template!.at, '没有这个流程模板', 'there is no such template');
    return undefined;
  }
  if (!v.signedOn) {
    by.fault(row.at, '新项目须有签约日期', 'a new project needs its day of signing (签约日期)');
    return undefined;
  }
  const signedOn = text(v.signedOn)!;
  const people = (
    [
      ['leaderInCharge', v.leader],
      ['projectChief', v.chief],
      ['approvalChief', v.approvalChief],
      ['office', v.office],
    ] as const
  ).flatMap(([role, person]) => (person ? [{ role, person: text(person)!, from: signedOn }] : []));
  const lines = linesOf(rows);
  const given = milestonesOf(rows, lines, template, by);
  const milestones = given.length > 0 ? given : enteringOf(row, template, by);
  const approvalItems = itemsOf(rows, by);
  const factors = FACTORS.flatMap((factor) => {
    const [owner, dueOn] = [v[`${factor}Owner`], v[`${factor}DueOn`]];
    if (owner && dueOn) return [{ factor, owner: text(owner)!, dueOn: text(dueOn)! }];
    const given = owner ?? dueOn ?? v[`${factor}MetOn`];
    if (given) by.fault(given.at, '要素保障须同时有责任单位和时限', 'a factor needs its owner and its date');
    return [];
  });
  const name = text(v.name)!;
  return {
    at: (v.name ?? v.id)!.at,
    text: { zh: `新签项目：${name}`, en: `signed: ${name}` },
    command: {
      ...{ type: 'signProject', id, name, county, signedOn },
      template: { id: template.id, version: template.version },
      ...(v.zone ? { zone: text(v.zone)! } : {}),
      ...(v.industry ? { industry: text(v.industry)! } : {}),
      ...(v.category ? { category: text(v.category) as ProjectCategory } : {}),
      ...(v.attracted ? { attracted: v.attracted.value === true } : {}),
      ...(v.investmentWan ? { investmentWan: Number(v.investmentWan.value) } : {}),
      ...(v.landMu ? { landMu: Number(v.landMu.value) } : {}),
      ...{ people, lines, factors, windows: [] },
      ...(milestones.length > 0 ? { milestones } : {}),
      // A checklist that is confirmed is what the ledger lists; else, where it lists none, the template's.
      ...(approvalItems.length > 0 || v.checklistOn ? { approvalItems } : {}),
    },
  };
}

const of = (rows: readonly Row[], table: Row['table']): Row[] => rows.filter((r) => r.table === table);

function linesOf(rows: readonly Row[]): LineSpec[] {
  return of(rows, 'lines').map(({ values: v }) => ({
    id: text(v.line)!,
    name: text(v.lineName) ?? text(v.line)!,
    kind: text(v.lineKind) as LineSpec['kind'],
    ...(v.serves
      ? {
          serves: text(v.serves)!
            .split(/[、,，;； ]+/)
            .filter(Boolean),
        }
      : {}),
  }));
}

function itemsOf(rows: readonly Row[], by: By): ApprovalItemSpec[] {
  return of(rows, 'items').flatMap((row) => itemSpec(row, by) ?? []);
}

/** A new item of a checklist; undefined when something is missing, which is said. */
export function itemSpec({ at, values: v }: Row, by: By): ApprovalItemSpec | undefined {
  if (!v.itemName || !v.department || !v.limitWorkdays) {
    by.fault(
      (v.itemName ?? v.item)?.at ?? at,
      '新的审批事项须有名称、责任部门和时限',
      'a new approval item needs its name, department and limit',
    );
    return undefined;
  }
  const name = text(v.itemName)!;
  return {
    ...{ id: text(v.item) ?? keyFor('t', name), name },
    ...{ department: text(v.department)!, limitWorkdays: Number(v.limitWorkdays.value) },
  };
}

function milestonesOf(rows: readonly Row[], lines: LineSpec[], template: Template, by: By): MilestoneSpec[] {
  return of(rows, 'milestones').flatMap((row) => milestoneSpec(row, lines, template, by) ?? []);
}

/** A new milestone; undefined when something is missing or leads nowhere, which is said. */
export function milestoneSpec(
  { at, values: v }: Row,
  lines: readonly Pick<LineSpec, 'id'>[],
  { stages }: Pick<Template, 'stages'>,
  by: By,
): MilestoneSpec | undefined {
  if (!v.milestoneName) {
    by.fault(v.milestone?.at ?? at, '新的节点须有名称', 'a new milestone needs its name');
    return undefined;
  }
  if (v.line && !lines.some((l) => l.id === text(v.line))) {
    by.fault(v.line.at, `没有这条生产线：${text(v.line)}`, `there is no such line: ${text(v.line)}`);
    return undefined;
  }
  const enters = v.enters ? stageNamed(stages, text(v.enters)!) : undefined;
  if (v.enters && enters === undefined) {
    by.fault(
      v.enters.at,
      `模板没有这个阶段：${text(v.enters)}`,
      `the template has no such stage: ${text(v.enters)}`,
    );
    return undefined;
  }
  const name = text(v.milestoneName)!;
  return {
    ...{ id: text(v.milestone) ?? keyFor('m', name, text(v.line) ?? ''), name },
    ...(v.line ? { line: text(v.line)! } : {}),
    ...(enters === undefined ? {} : { enters }),
    ...(v.department ? { department: text(v.department)! } : {}),
    ...(v.committedOn ? { committedOn: text(v.committedOn)! } : {}),
  };
}

/** The columns 开工, 投产, 达产 of a project in one row, as milestones of the whole project. */
function enteringOf({ values: v }: Row, template: Template, by: By): MilestoneSpec[] {
  return ENTERING.flatMap(({ key, count, name }) => {
    const given = v[`${key}CommittedOn`] ?? v[`${key}ForecastOn`] ?? v[`${key}ActualOn`];
    if (!given) return [];
    const stage = template.stages.find((s) => s.counts === count);
    if (!stage) {
      by.fault(given.at, `模板“${template.name.zh}”没有${name}阶段`, `the template has no stage of ${count}`);
      return [];
    }
    const promised = v[`${key}CommittedOn`];
    return [{ id: key, name, enters: stage.id, ...(promised ? { committedOn: text(promised)! } : {}) }];
  });
}

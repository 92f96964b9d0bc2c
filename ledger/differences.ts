/**
 * Where the rows of a project say something else than its state: as the commands that make it so. What no
 * command may change behind an office's back (a signed date, a template, a line) is a fault that names the way.
 */
import type { ProjectFacts } from '../domain/project/events.ts';
import { personOn } from '../domain/project/people.ts';
import { today } from '../domain/project/slice.ts';
import { byKey, isActive, own, type Milestone, type Project } from '../domain/project/state.ts';
import { ROLE_NAMES, type Role } from '../domain/policy.ts';
import { sameText } from './keys.ts';
import type { Row } from './read.ts';
import type { By } from './signing.ts';
import {
  change,
  dated,
  items,
  milestones,
  once,
  REASON,
  SOURCE,
  str,
  type Said,
  type Wanted,
} from './steps.ts';
import { CATEGORIES, columnOf, ENTERING, FACTORS, LINE_KINDS, TABLES } from './tables.ts';

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

/**
 * The difference between a ledger and what is known, as commands: what an import would do, project by project.
 * Pure. An empty cell says nothing and takes nothing away; a project that the ledger does not name is left
 * alone; each command is tried on the state the ones before it leave, and a refusal is a fault of its cell.
 */
import { decideProject, evolveProject } from '../domain/project/decide.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import { today, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { byText, fault, type Fault, type Text } from '../domain/text.ts';
import { differences } from './differences.ts';
import type { Wanted } from './steps.ts';
import { keyFor } from './keys.ts';
import type { Ledger, Row } from './read.ts';
import { signing } from './signing.ts';

export interface Known {
  project: Project;
  version: number;
}

/** What is to be done to one project, all of it or nothing. */
export interface Change {
  project: string;
  name: string;
  isNew: boolean;
  /** The version that the commands were decided on; 0 of a new one. */
  version: number;
  commands: ProjectCommand[];
  /** Each difference as a person reads it, with the cell it comes from. */
  differences: { text: Text; at: string }[];
  faults: Fault[];
}

export interface Plan {
  county: string;
  /** Projects with something to do, or with faults. */
  changes: Change[];
  unchanged: number;
  faults: Fault[];
  notes: Text[];
  unknown: Ledger['unknown'];
}

export interface PlanContext {
  county: string;
  /** The projects of the county. */
  known: readonly Known[];
  context: Context;
}

const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, '');

/** What an import of a ledger would do in a county. */
export function planImport(ledger: Ledger, { county, known, context }: PlanContext): Plan {
  const plan: Plan = {
    ...{ county, changes: [], unchanged: 0, faults: [...ledger.faults] },
    ...{ notes: ledger.notes, unknown: ledger.unknown },
  };
  const groups = group(ledger.rows, county, known, plan.faults);
  const byId = new Map(known.map((k) => [k.project.id, k]));
  for (const [id, rows] of groups) {
    const change = changeOf(id, rows, byId.get(id), county, context);
    if (rows.some((r) => r.faulty)) {
      change.commands = [];
      if (change.differences.length > 0 || change.faults.length > 0) plan.changes.push(change);
    } else if (change.commands.length > 0 || change.faults.length > 0) plan.changes.push(change);
    else plan.unchanged += 1;
    plan.faults.push(...change.faults);
  }
  return plan;
}

/** The rows of each project, in the order in which the ledger names them. */
function group(
  rows: readonly Row[],
  county: string,
  known: readonly Known[],
  faults: Fault[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  const named = new Map<string, string[]>();
  const call = (name: string, id: string): void => {
    const ids = named.get(plain(name)) ?? [];
    if (!ids.includes(id)) named.set(plain(name), [...ids, id]);
  };
  for (const { project } of known) call(project.name, project.id);
  const ids = new Set(known.map((k) => k.project.id));
  // First who there is: a project of the ledger may be named in other tables by its name alone.
  for (const row of rows.filter((r) => r.table === 'projects')) {
    const name = row.values.name ? String(row.values.name.value) : undefined;
    const given = row.values.id ? String(row.values.id.value) : undefined;
    if (given !== undefined && !ids.has(given) && name === undefined) {
      refuse(
        row,
        faults,
        row.values.id!.at,
        `没有编号为 ${given} 的项目；新项目须有名称`,
        `there is no project ${given}; a new one needs a name`,
      );
      continue;
    }
    const id = given ?? identify(row, name!, named, faults, () => keyFor('p', county, plain(name!)));
    if (id === undefined) continue;
    const place = row.values.county;
    if (place && plain(String(place.value)) !== plain(county)) {
      refuse(
        row,
        faults,
        place.at,
        `不属于${county}：${String(place.value)}`,
        `not of ${county}: ${String(place.value)}`,
      );
    }
    if (groups.has(id)) {
      refuse(
        row,
        faults,
        (row.values.id ?? row.values.name)!.at,
        '同一项目出现在两行',
        'the project stands in two rows',
      );
      groups.get(id)![0]!.faulty = true;
      continue;
    }
    if (name !== undefined && given === undefined) call(name, id);
    if (name !== undefined && given !== undefined && !ids.has(given)) call(name, id);
    ids.add(id);
    groups.set(id, [row]);
  }
  for (const row of rows.filter((r) => r.table !== 'projects')) {
    const given = row.values.id ? String(row.values.id.value) : undefined;
    if (given === undefined && !row.values.name) continue;
    const id = given ?? identify(row, String(row.values.name!.value), named, faults, () => undefined);
    if (id !== undefined && !ids.has(id)) {
      refuse(row, faults, row.values.id!.at, `没有编号为 ${id} 的项目`, `there is no project ${id}`);
    } else if (id === undefined && !row.faulty) {
      refuse(
        row,
        faults,
        row.values.name!.at,
        '没有这个项目，请先在“项目”表中写上',
        'there is no such project: put it into the sheet 项目 first',
      );
    } else if (id !== undefined) groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return groups;
}

function identify(
  row: Row,
  name: string,
  named: ReadonlyMap<string, string[]>,
  faults: Fault[],
  otherwise: () => string | undefined,
): string | undefined {
  const ids = named.get(plain(name)) ?? [];
  if (ids.length <= 1) return ids[0] ?? otherwise();
  const list = ids.toSorted(byText).join('、');
  refuse(
    row,
    faults,
    row.values.name!.at,
    `有 ${ids.length} 个同名项目，请写项目编号：${list}`,
    `${ids.length} projects are called so: write the id: ${list}`,
  );
  return undefined;
}

function refuse(row: Row, faults: Fault[], at: string, zh: string, en: string): void {
  row.faulty = true;
  faults.push(fault(at, zh, en));
}

function changeOf(
  id: string,
  rows: readonly Row[],
  before: Known | undefined,
  county: string,
  context: Context,
): Change {
  const name = rows.find((r) => r.values.name)?.values.name;
  const change: Change = {
    ...{ project: id, name: before?.project.name ?? String(name?.value ?? id), isNew: !before },
    ...{ version: before?.version ?? 0, commands: [], differences: [], faults: [] },
  };
  const by = {
    fault: (at: string, zh: string, en: string) => void change.faults.push(fault(at, zh, en)),
    context,
  };
  let state: Project | null = before?.project ?? null;
  if (!state) {
    if (rows.some((r) => r.faulty)) return change;
    const signed = signing(id, rows, county, by);
    if (!signed) return change;
    state = attempt(signed, null, change, context);
    if (!state) return change;
  }
  // In the order of days, as they would have been reported: an item begins before it ends. What two sheets say
  // alike (the start of a project in one line) is said once.
  const said = new Map(differences(state, rows, by).map((w) => [JSON.stringify(w.command), w]));
  const wanted = [...said.values()].toSorted((a, b) => byText(dayOf(a, context), dayOf(b, context)));
  for (const one of wanted) state = (state && attempt(one, state, change, context)) ?? state;
  if (change.faults.length > 0) change.commands = [];
  return change;
}

const dayOf = ({ command }: Wanted, context: Context): string =>
  ('occurredOn' in command ? command.occurredOn : undefined) ?? today(context);

/** The state after a command; null when it is refused, which is a fault of its cell. */
function attempt(one: Wanted, state: Project | null, change: Change, context: Context): Project | null {
  change.differences.push({ text: one.text, at: one.at });
  const decision = decideProject(one.command, state, context);
  if (!decision.ok) {
    const { zh, en } = decision.rejection.message;
    change.faults.push(fault(one.at, zh, en));
    return null;
  }
  change.commands.push(one.command);
  let next = state;
  for (const event of decision.events) next = evolveProject(next, event);
  return next;
}

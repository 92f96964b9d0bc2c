/** Projects of the examples with no server, and a ledger read as an import reads it. */
import { join } from 'node:path';
import { readExamples } from '../../cli/examples.ts';
import { signCommand } from '../../contracts/project.ts';
import { decideAll, evolveProject as evolve, foldProject } from '../../domain/project/decide.ts';
import type { Context } from '../../domain/project/slice.ts';
import type { Project } from '../../domain/project/state.ts';
import type { Mapping } from '../../ledger/find.ts';
import type { Grid } from '../../ledger/grid.ts';
import { planImport, type Known, type Plan } from '../../ledger/plan.ts';
import { readLedger } from '../../ledger/read.ts';
import { templateNames } from '../../ledger/templates.ts';
import { readWorkbook } from '../../ledger/workbook.ts';
import { localDate } from '../../domain/dates.ts';
import { on } from '../given.ts';

export const TODAY = on('2024-02-28');
const counties = await readExamples(join(import.meta.dirname, '../../examples'));

/** The projects of a county of the examples as they stand on 28 February 2024. */
export function projectsOf(county: string): Project[] {
  const file = counties.find((c) => c.county === county)!;
  return file.projects.map((project) => {
    const decision = decideAll([signCommand({ ...project, county }), ...project.history], null, TODAY);
    if (!decision.ok) throw new Error(decision.rejection.message.en);
    return foldProject(decision.events)!;
  });
}

export const known = (projects: readonly Project[]): Known[] =>
  projects.map((project) => ({ project, version: 1 }));

export interface Read {
  county: string;
  known?: readonly Known[];
  context?: Context;
  mapping?: Mapping;
}

/** What an import of these grids would do. */
export function planOf(
  grids: readonly Grid[],
  { county, known: has = [], context = TODAY, mapping }: Read,
): Plan {
  const ledger = readLedger(grids, {
    mapping,
    on: localDate(context.now, context.calendar.zone),
    templates: templateNames(context.templates),
  });
  return planImport(ledger, { county, known: has, context });
}

export const planOfBytes = async (bytes: Uint8Array, read: Read): Promise<Plan> =>
  planOf(await readWorkbook(bytes, 'ledger'), read);

/** The projects after a plan. */
export function after(plan: Plan, before: readonly Known[], context: Context = TODAY): Project[] {
  const projects = new Map(before.map((k) => [k.project.id, k.project]));
  for (const { project, commands } of plan.changes) {
    const decision = decideAll(commands, projects.get(project) ?? null, context);
    if (!decision.ok) throw new Error(`${project}: ${decision.rejection.message.en}`);
    let state = projects.get(project) ?? null;
    for (const event of decision.events) state = evolve(state, event);
    projects.set(project, state!);
  }
  return [...projects.values()];
}

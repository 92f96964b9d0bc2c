/**
 * A county's ledger against the log: written from it, compared with it, applied to it. An import is one `handle`
 * a project, all of it or nothing. Killed in the middle and begun again it goes on: what was done is no difference
 * any more, and the id of a command names the file, the project and the version that it was decided on.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { instantAt, localDate, type LocalDate } from '../domain/dates.ts';
import { forCounty, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import type { Light } from '../domain/lights.ts';
import { entryOf } from '../domain/review/entry.ts';
import type { AddedRules, LedgerMapping } from '../domain/rules.ts';
import type { Fault } from '../domain/text.ts';
import { fault } from '../domain/text.ts';
import type { Grid } from '../ledger/grid.ts';
import { planImport, type Change, type Known, type Plan } from '../ledger/plan.ts';
import { readLedger } from '../ledger/read.ts';
import { templateNames } from '../ledger/templates.ts';
import { readWorkbook } from '../ledger/workbook.ts';
import { projectStream, RULES_STREAM, STATE_SHAPE } from './aggregates.ts';
import { pagesAsOf, type Basis } from './as-of.ts';
import { load } from './read.ts';
import type { System } from './system.ts';

/** The projects of a county as they are now, in order of id. */
export async function countyProjects(system: System, county: string): Promise<Known[]> {
  const { rows } = await sql<{ stream: string; version: number; shape: number; state: Project }>`
    select stream, version, shape, state from stream_state
    where category = 'project' and state ->> 'county' = ${county} order by stream`.execute(system.db);
  return Promise.all(
    rows.map(async ({ stream, version, shape, state }): Promise<Known> => {
      if (shape === STATE_SHAPE) return { project: state, version };
      const loaded = (await load(system.db, stream))!;
      return { project: loaded.state as Project, version: loaded.version };
    }),
  );
}

export interface LedgerAsked {
  county: string;
  /** The end of that day; without it, now. */
  asOf?: { on: LocalDate; basis: Basis } | undefined;
}

export interface LedgerFilter {
  light?: Light | undefined;
  /** Id or Chinese name of a stage. */
  stage?: string | undefined;
}

/** The projects that a ledger shows, and the rules to show them by. `now` is the system's time. */
export async function ledgerOf(
  system: System,
  now: string,
  asked: LedgerAsked,
  { light, stage }: LedgerFilter = {},
): Promise<{ projects: Project[]; context: Context }> {
  const { projects, context } = await all(system, now, asked);
  if (light === undefined && stage === undefined) return { projects, context };
  const wanted = (p: Project): boolean => {
    const entry = entryOf(p, context);
    const { id, name } = entry.stage;
    return (
      (light === undefined || entry.light === light) &&
      (stage === undefined || id === stage || name.zh === stage)
    );
  };
  return { projects: projects.filter(wanted), context };
}

async function all(
  system: System,
  now: string,
  { county, asOf }: LedgerAsked,
): Promise<{ projects: Project[]; context: Context }> {
  const rules = forCounty(await system.freshRules(), county);
  if (!asOf) {
    const known = await countyProjects(system, county);
    return { projects: known.map((k) => k.project), context: { ...rules, now } };
  }
  const projects: Project[] = [];
  for await (const page of pagesAsOf<Project>(system, 'project', asOf.on, asOf.basis))
    projects.push(...page.filter((p) => p.county === county));
  return { projects, context: { ...rules, now: instantAt(asOf.on, '23:59', rules.calendar.zone) } };
}

/** What a county calls the columns of its ledger. */
export async function ledgerMapping(system: System, county: string): Promise<LedgerMapping> {
  const added = (await load(system.db, RULES_STREAM))?.state as AddedRules | undefined;
  return added?.ledgers?.[county] ?? {};
}

export interface LedgerFile {
  bytes: Uint8Array;
  name: string;
}

export interface Planned extends Plan {
  /** Of the file: what is applied is what was shown. */
  digest: string;
  grids: Grid[];
}

/** The difference of a file to the log as it is at `now`. Throws `NotALedger` for what is none. */
export async function planLedger(
  system: System,
  now: string,
  { bytes, name }: LedgerFile,
  county: string,
): Promise<Planned> {
  const grids = await readWorkbook(bytes, name);
  const rules = forCounty(await system.freshRules(), county);
  const ledger = readLedger(grids, {
    mapping: await ledgerMapping(system, county),
    on: localDate(now, rules.calendar.zone),
    templates: templateNames(rules.templates),
  });
  const known = await countyProjects(system, county);
  const plan = planImport(ledger, { county, known, context: { ...rules, now } });
  for (const change of plan.changes.filter((c) => c.isNew)) await assertFree(system, change, plan.faults);
  return { ...plan, digest: createHash('sha256').update(bytes).digest('hex'), grids };
}

/** The id of a new project may be that of another county's. */
async function assertFree(system: System, change: Change, faults: Fault[]): Promise<void> {
  if (!(await load(system.db, projectStream(change.project)))) return;
  const at = change.differences[0]?.at ?? change.project;
  const taken = fault(
    at,
    `编号 ${change.project} 已属于其他县区的项目`,
    `the id ${change.project} belongs to a project of another county`,
  );
  change.commands = [];
  change.faults.push(taken);
  faults.push(taken);
}

export interface Applied {
  project: string;
  name: string;
  /** The rules refused meanwhile what they had allowed when it was planned. */
  refused?: { zh: string; en: string };
}

/** Does what a plan says, project by project; yields each as it is done. */
export async function* applyLedger(
  system: System,
  plan: Pick<Planned, 'changes' | 'digest'>,
  by: { at: string; actor: string },
): AsyncGenerator<Applied> {
  for (const { project, name, version, commands } of plan.changes) {
    if (commands.length === 0) continue;
    const outcome = await system.handle({
      ...{ stream: projectStream(project), commands, ...by },
      commandId: `ledger/${plan.digest.slice(0, 24)}/${version}`,
      expectedVersion: version,
    });
    yield { project, name, ...(outcome.ok ? {} : { refused: outcome.rejection.message }) };
  }
}

/** Every county that has a project, in order. */
export async function countiesWithProjects(system: System): Promise<string[]> {
  const { rows } = await sql<{ county: string }>`
    select distinct state ->> 'county' as county from stream_state where category = 'project'
    order by 1`.execute(system.db);
  return rows.map((r) => r.county);
}

/** Samples of events as they are decided today, and the shape of each type: keys and kinds of values, by path. */
import { readExamples } from '../../cli/examples.ts';
import { signCommand } from '../../contracts/project.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { withNotice } from '../../domain/calendar.ts';
import { decideAll, foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import type { Project } from '../../domain/project/state.ts';
import { changesOf } from '../../domain/review/changes.ts';
import { dailyReport } from '../../domain/reports/daily.ts';
import { monthlySummary } from '../../domain/reports/monthly.ts';
import { entryOf } from '../../domain/review/entry.ts';
import { weeklyReview } from '../../domain/review/weekly.ts';
import { simulate, type Step } from '../../domain/simulate.ts';
import { STORY, STORY_END } from '../../examples/story.ts';
import { aggregateOf, type Command, type DomainEvent } from '../../store/aggregates.ts';
import { RULES } from '../../store/system.ts';
import { SCHEMA_VERSIONS } from '../../store/upcast.ts';
import { SAMPLE_NOTICES } from './sample-notices.ts';
import { SAMPLE_END, SAMPLE_PROJECT, SAMPLE_TARGET, type SampleStep } from './sample-commands.ts';
import {
  SAMPLE_LIFE,
  SAMPLE_LIFE_END,
  SAMPLE_NOTICE,
  SAMPLE_POLICY,
  SAMPLE_RULES,
  SAMPLE_TERMINATION,
} from './sample-life.ts';

export interface Sample {
  type: string;
  schema_version: number;
  shape: Shape;
  examples: unknown[];
}

/** Path → kinds of value seen there, `?` where some instance lacks it: `people[].person` → `string`. */
export type Shape = Record<string, string>;

/** The shape of values that are all of one type. */
export function shapeOf(values: readonly unknown[]): Shape {
  const kinds = new Map<string, Set<string>>();
  const note = (path: string, kind: string): void => {
    kinds.set(path, (kinds.get(path) ?? new Set()).add(kind));
  };
  /** All values found at one path, over all instances. */
  const walk = (path: string, found: readonly unknown[]): void => {
    const objects = found.filter((v) => typeof v === 'object' && v !== null && !Array.isArray(v)) as Record<
      string,
      unknown
    >[];
    const arrays = found.filter((v) => Array.isArray(v));
    for (const v of found) {
      if (Array.isArray(v)) note(path, 'array');
      else note(path, v === null ? 'null' : typeof v);
    }
    if (arrays.length > 0 && arrays.flat().length > 0) walk(`${path}[]`, arrays.flat());
    for (const key of new Set(objects.flatMap((o) => Object.keys(o)))) {
      const at = path === '' ? key : `${path}.${key}`;
      const present = objects.filter((o) => o[key] !== undefined);
      if (present.length === 0) continue;
      if (present.length < objects.length) note(at, '?');
      walk(
        at,
        present.map((o) => o[key]),
      );
    }
  };
  walk('', values);
  kinds.delete('');
  return Object.fromEntries(
    [...kinds]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, set]) => [path, [...set].toSorted().join(' ')]),
  );
}

/** Events of today's decisions by type, and what the commands were refused with. */
export async function collect(): Promise<{ byType: Map<string, DomainEvent[]>; refused: string[] }> {
  const refused: string[] = [];
  const byType = new Map<string, DomainEvent[]>();
  const add = (events: readonly DomainEvent[]): void => {
    for (const event of events) byType.set(event.type, [...(byType.get(event.type) ?? []), event]);
  };
  const live = (
    steps: readonly SampleStep[] | readonly Step[],
    end: string,
    rules = RULES,
  ): ProjectEvent[] => {
    const told = simulate(
      steps.map((s) => ({ ...s, actor: 'sample' }) as Step),
      end,
      rules,
    );
    for (const { at, rejection } of told)
      if (rejection) refused.push(`${at} ${rejection.code}: ${rejection.message.en}`);
    return told.flatMap((h) => (h.event ? [h.event] : []));
  };

  const own = live(SAMPLE_PROJECT, SAMPLE_END);
  add(own);
  add(life(live, refused));
  add(decided('target/sample', SAMPLE_TARGET, refused));
  add(decided('rules/system', SAMPLE_RULES, refused));
  for (const [stream, steps] of Object.entries(SAMPLE_NOTICES)) add(decided(stream, steps, refused));
  const { aggregate } = aggregateOf('project/sample');
  const project = own.reduce<unknown>((state, event) => aggregate.evolve(state, event), null) as Project;
  const target = aggregateOf('target/sample').aggregate;
  const reported = (byType.get('targetSet') ?? []).concat(byType.get('targetReported') ?? []);
  const context = { ...RULES, now: SAMPLE_END };
  const { changes, moves: forecasts, slips } = changesOf(project, own);
  const seen = { changes, forecasts };
  const review = weeklyReview(
    {
      entries: [entryOf(project, context)],
      ...seen,
      targets: [reported.reduce<unknown>((state, event) => target.evolve(state, event), null) as never],
      since: '2024-04-01',
    },
    context,
  );
  const remarks = ['由县自然资源局牵头，一周内拿出方案'];
  add([{ type: 'reviewFrozen', occurredOn: review.asOf, data: { ...review, remarks } }]);
  const correction = { text: '第二条应为一周内', by: '周调度员' };
  add([{ type: 'reviewCorrected', occurredOn: review.asOf, data: correction }]);
  const entries = [entryOf(project, context)];
  const daily = dailyReport({ entries, changes, since: '2024-04-01' }, context);
  const month = { entries, before: entries, changes, slips, targets: [], reviews: [review] };
  const report = monthlySummary(month, '2024-06', context);
  const period = { from: '2024-06-01', to: '2024-06-30' };
  const filed = { occurredOn: review.asOf, type: 'reportFiled' as const };
  add([{ ...filed, data: { kind: 'daily', county: project.county, ...period, report: daily } }]);
  add([{ ...filed, data: { kind: 'monthly', ...period, report } }]);
  const receipt = { key: '0123456789abcdef', reason: '本人申请', streams: 1, events: 2 };
  add([{ type: 'personErased', occurredOn: '2024-06-15', data: receipt }]);

  const covered = new Set(byType.keys());
  const missing = (): boolean => Object.keys(SCHEMA_VERSIONS).some((type) => !byType.has(type));
  if (missing()) add(live(STORY, STORY_END).filter((e) => !covered.has(e.type)));
  if (missing()) {
    for (const { county, projects } of await readExamples('examples')) {
      for (const file of projects) {
        const commands = [signCommand({ ...file, county }), ...file.history] as ProjectCommand[];
        const decision = decideAll(commands, null, { ...RULES, now: '2024-02-28T01:00:00.000Z' });
        if (decision.ok) add(decision.events.filter((e) => !covered.has(e.type)));
      }
    }
  }
  return { byType, refused };
}

/** The second project: under a policy of its own, then by another calendar, then given up. */
function life(
  live: (steps: readonly SampleStep[], end: string, rules: typeof RULES) => ProjectEvent[],
  refused: string[],
): ProjectEvent[] {
  const events = live(SAMPLE_LIFE, SAMPLE_LIFE_END, { ...RULES, policy: SAMPLE_POLICY });
  const calendar = withNotice(RULES.calendar, SAMPLE_NOTICE);
  const context = { ...RULES, calendar, now: SAMPLE_LIFE_END };
  const end = decideAll(
    [{ type: 'passTime', now: context.now }, SAMPLE_TERMINATION],
    foldProject(events),
    context,
  );
  if (!end.ok) refused.push(`${context.now} ${end.rejection.code}`);
  return [...events, ...(end.ok ? end.events : [])];
}

function decided(stream: string, steps: typeof SAMPLE_TARGET, refused: string[]): DomainEvent[] {
  const { aggregate } = aggregateOf(stream);
  const events: DomainEvent[] = [];
  let state: unknown = null;
  for (const { at, command } of steps) {
    const decision = aggregate.decide([command as unknown as Command], state, { ...RULES, now: at });
    if (!decision.ok) refused.push(`${at} ${decision.rejection.code}`);
    else
      for (const event of decision.events) {
        state = aggregate.evolve(state, event);
        events.push(event);
      }
  }
  return events;
}

/** The sample of a type: its shape over all instances, and the fewest of them that show every path of it. */
export function sampleOf(type: string, events: readonly DomainEvent[]): Sample {
  const data = events.map((e) => JSON.parse(JSON.stringify(e.data)) as unknown);
  const shape = shapeOf(data);
  const examples: unknown[] = [];
  const left = new Set(
    Object.entries(shape).flatMap(([path, kinds]) => kinds.split(' ').map((k) => `${path} ${k}`)),
  );
  for (const one of data) {
    const shown = Object.entries(shapeOf([one])).flatMap(([path, kinds]) =>
      kinds.split(' ').map((k) => `${path} ${k}`),
    );
    if (examples.length > 0 && !shown.some((s) => left.has(s))) continue;
    for (const s of shown) left.delete(s);
    examples.push(one);
  }
  return { type, schema_version: SCHEMA_VERSIONS[type as DomainEvent['type']], shape, examples };
}

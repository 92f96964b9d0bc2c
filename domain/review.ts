/**
 * The weekly scheduling review (周调度), derived: nobody fills in a form. Every figure carries the ids it
 * was counted from.
 */
import type { LocalDate } from './dates.ts';
import type { ProjectEvent } from './project/events.ts';
import { RANK, type Light } from './lights.ts';
import { projectVerdict, standings, type Standing } from './project/facts.ts';
import { personOn, responsibleOn } from './project/people.ts';
import { forCounty, today, type Context } from './project/slice.ts';
import {
  activeItems,
  activeLines,
  lineStage,
  stageOf,
  unmetForStart,
  unmetFormalities,
} from './project/stages.ts';
import type { Project } from './project/state.ts';
import { targetLight, type Target } from './target.ts';
import type { Text } from './text.ts';

export interface Figure {
  id: string;
  label: Text;
  value: number;
  /** For a rate: the figure it is a share of, and the share in per cent to one decimal. */
  percent?: number;
  /** The projects behind the number. */
  projects: string[];
  /** The approval items behind the number, `project/item`. */
  items?: string[];
}

export interface CountyReview {
  county: string;
  figures: Figure[];
}

export interface ReviewLine {
  project: string;
  name: string;
  county: string;
  chief: string;
  leader: string;
  stage: Text;
  lines: { name: string; kind: 'main' | 'supporting'; stage: Text }[];
  light: Light;
  /** Open obligations that are late, waiting or near, the worst first. */
  exceptions: Standing[];
  next: { title: string; dueOn: LocalDate } | null;
}

export interface Change {
  project: string;
  name: string;
  occurredOn: LocalDate;
  text: Text;
}

export interface Review {
  asOf: LocalDate;
  since: LocalDate;
  counties: CountyReview[];
  projects: ReviewLine[];
  changes: Change[];
  targets: {
    id: string;
    county: string;
    name: string;
    owner: string;
    goal: string;
    reported: string;
    light: Light | null;
    why: Text;
  }[];
}

export interface ReviewInput {
  projects: Project[];
  targets: Target[];
  /** Events of the period, for what changed. */
  recent: { project: string; event: ProjectEvent }[];
  since: LocalDate;
}

/** The review of everything on the day of `context.now`. */
export function weeklyReview(input: ReviewInput, context: Context): Review {
  const asOf = today(context);
  const counties = [
    ...new Set([...input.projects.map((p) => p.county), ...input.targets.map((t) => t.county)]),
  ].toSorted();
  const names = new Map(input.projects.map((p) => [p.id, p]));
  return {
    asOf,
    since: input.since,
    counties: counties.map((county) => ({
      county,
      figures: countyFigures(input.projects.filter((p) => p.county === county)),
    })),
    projects: input.projects
      .map((p) => line(p, forCounty(context, p.county), asOf))
      .toSorted(
        (a, b) => RANK[b.light] - RANK[a.light] || byText(a.county, b.county) || byText(a.project, b.project),
      ),
    changes: input.recent.flatMap(({ project, event }) => {
      const state = names.get(project);
      const text = state && change(state, event);
      return text ? [{ project, name: state.name, occurredOn: event.occurredOn, text }] : [];
    }),
    targets: input.targets.map((t) => {
      const light = targetLight(t, asOf);
      return {
        id: t.id,
        county: t.county,
        name: t.name,
        owner: t.owner,
        goal: `${t.goal} ${t.unit}`,
        reported: t.reported ? `${t.reported.value} ${t.unit} (${t.reported.on})` : '',
        light: light?.light ?? null,
        why: light?.why ?? { zh: '尚未填报', en: 'nothing reported yet' },
      };
    }),
  };
}

/** The same order on every machine, whatever its language. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The counts of one county. Formalities are counted where the template has a stage of approval. */
export function countyFigures(projects: Project[]): Figure[] {
  const withChecklist = projects.filter((p) => p.stages.some((s) => s.reachedBy === 'checklistBegun'));
  const figure = (id: string, zh: string, en: string, of: Project[]): Figure => ({
    id,
    label: { zh, en },
    value: of.length,
    projects: of.map((p) => p.id).toSorted(),
  });
  const figures = [figure('projects', '项目', 'projects', projects)];
  if (withChecklist.length === 0) return figures;

  const startReady = withChecklist.filter((p) => unmetForStart(p).length === 0);
  const withItems = withChecklist.filter((p) => activeItems(p).length > 0);
  const items = withItems.flatMap((p) => activeItems(p).map((item) => ({ project: p.id, item })));
  const finished = items.filter(({ item }) => item.finishedOn !== undefined);
  const itemFigure = (id: string, zh: string, en: string, of: typeof items): Figure => ({
    id,
    label: { zh, en },
    value: of.length,
    projects: [...new Set(of.map((i) => i.project))].toSorted(),
    items: of.map((i) => `${i.project}/${i.item.id}`).toSorted(),
  });
  return [
    ...figures,
    figure(
      'formalitiesFinished',
      '前期手续办结',
      'formalities finished',
      withChecklist.filter((p) => unmetFormalities(p).length === 0),
    ),
    {
      ...figure('startReady', '具备开工条件', 'start-ready', startReady),
      percent: Math.round((startReady.length / withChecklist.length) * 1000) / 10,
    },
    figure('checklistProjects', '清单项目', 'projects with a checklist', withItems),
    itemFigure('approvalItems', '审批事项', 'approval items', items),
    itemFigure('approvalItemsFinished', '审批事项办结', 'approval items finished', finished),
  ];
}

function line(p: Project, context: Context, asOf: LocalDate): ReviewLine {
  const open = standings(p, context);
  const next = open
    .filter((s) => s.status === 'onTrack' || s.status === 'nearDue')
    .toSorted((a, b) => byText(a.dueOn, b.dueOn))[0];
  return {
    project: p.id,
    name: p.name,
    county: p.county,
    chief: responsibleOn(p, 'projectChief', asOf).person,
    leader: personOn(p, 'leaderInCharge', asOf) ?? '',
    stage: stageOf(p).name,
    lines: activeLines(p).map((l) => ({ name: l.name, kind: l.kind, stage: lineStage(p, l.id).name })),
    light: projectVerdict(p, context, open).light,
    exceptions: open.filter((s) => s.status !== 'onTrack'),
    next: next ? { title: next.title, dueOn: next.dueOn } : null,
  };
}

/** A sentence for the events that a review talks about; nothing for the rest. */
function change(p: Project, event: ProjectEvent): Text | null {
  switch (event.type) {
    case 'projectSigned':
      return { zh: '签约', en: 'signed' };
    case 'milestoneCompleted': {
      const m = p.milestones[event.data.milestone]?.name ?? event.data.milestone;
      return { zh: `${m}完成`, en: `completed: ${m}` };
    }
    case 'milestoneCorrected': {
      const m = p.milestones[event.data.milestone]?.name ?? event.data.milestone;
      const { actualOn, reason } = event.data;
      return actualOn === undefined
        ? { zh: `${m}更正为未完成：${reason}`, en: `corrected, not completed: ${m} (${reason})` }
        : { zh: `${m}完成日更正为 ${actualOn}：${reason}`, en: `corrected: ${m} on ${actualOn} (${reason})` };
    }
    case 'milestoneReforecast': {
      const m = p.milestones[event.data.milestone]?.name ?? event.data.milestone;
      return {
        zh: `${m}预计改为 ${event.data.forecastOn}`,
        en: `${m} is now forecast for ${event.data.forecastOn}`,
      };
    }
    case 'approvalItemFinished': {
      const item = p.approvalItems[event.data.item]?.name ?? event.data.item;
      return { zh: `审批办结：${item}`, en: `approval finished: ${item}` };
    }
    case 'windowOpened':
      return {
        zh: `窗口期开始：${p.windows[event.data.window]?.name}`,
        en: `window opened: ${p.windows[event.data.window]?.name}`,
      };
    case 'windowMissed':
      return {
        zh: `错过窗口期：${p.windows[event.data.window]?.name}`,
        en: `window missed: ${p.windows[event.data.window]?.name}`,
      };
    case 'onSiteOfficeHeld':
      return { zh: `第${event.data.visit}次现场办公`, en: `on-site office no. ${event.data.visit}` };
    case 'rungReached':
      return event.data.rung === 'remind' || event.data.rung === 'due'
        ? null
        : {
            zh: `升级督办（${event.data.rung}）：${event.data.title}`,
            en: `escalated (${event.data.rung}): ${event.data.title}`,
          };
    default:
      return null;
  }
}

/** A review that was held: it never changes and can be printed again. */
export type ReviewEvent = { type: 'reviewFrozen'; occurredOn: LocalDate; data: Review };

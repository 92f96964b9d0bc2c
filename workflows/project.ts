/**
 * `project/<id>`: sleeps until the project's next due instant or until it is woken, passes time, and sleeps
 * again. It decides nothing and remembers nothing that the log does not: it may be lost at any moment and
 * is started anew by the next wake.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey, type LocalActivityOptions } from '@temporalio/common';
import type { ProjectActivities } from '../activities/project.ts';
import type { Face } from '../domain/project/facts.ts';
import {
  completeMilestoneSignal,
  completeMilestoneUpdate,
  stateQuery,
  submitUpdate,
  wake,
  type Accepted,
  type MilestoneReport,
  type ProjectView,
  type Submission,
} from './messages.ts';

const LOCAL: LocalActivityOptions = {
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '200ms', maximumInterval: '10s', backoffCoefficient: 2 },
};
const { passTime, submit } = proxyLocalActivities<ProjectActivities>(LOCAL);

/** A history is rolled over long before Temporal's limit of 51,200 events. */
const MAX_HISTORY = 8_000;
/** A timer may not be longer than this; the loop simply asks again. */
const MAX_SLEEP_MS = 365 * 86_400_000;
/** Temporal keeps 400 bytes of a summary. */
const MAX_SUMMARY = 120;

export async function project(id: string): Promise<void> {
  let woken = true;
  let round = 0;
  const view: ProjectView = { face: null, rejections: [] };

  // One local activity at a time: two at once are replayed in another order than they ended in, and a workflow
  // whose commands raced would be stuck when it is replayed (temporalio/sdk-typescript#1744).
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(act);
    turn = done.catch(() => {});
    return done;
  };

  const send = async (submission: Submission): Promise<Accepted> => {
    const answer = await inTurn(() =>
      submit.executeWithOptions({ ...LOCAL, summary: `命令 / command: ${submission.command.type}` }, [
        { ...submission, project: id, at: new Date().toISOString() },
      ]),
    );
    woken = true;
    if (answer.ok) return answer.accepted;
    throw ApplicationFailure.create({
      type: answer.code,
      message: answer.message,
      nonRetryable: true,
    });
  };

  setHandler(wake, () => {
    woken = true;
  });
  setHandler(stateQuery, () => view);
  setHandler(submitUpdate, send, { validator: (s) => mustBeText('commandId', s.commandId) });
  setHandler(completeMilestoneUpdate, (report) => send(completion(report)), {
    validator: (report) => {
      mustBeText('commandId', report.commandId);
      mustBeText('milestone', report.milestone);
    },
  });
  setHandler(completeMilestoneSignal, async (report) => {
    try {
      await send(completion(report));
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      view.rejections = [
        ...view.rejections.slice(-9),
        { commandId: report.commandId, code: error.type ?? '', message: error.message },
      ];
      if (view.face) setCurrentDetails(details(view.face, view.rejections));
    }
  });

  for (;;) {
    woken = false;
    round += 1;
    const { face, sleepMs, unnamed } = await inTurn(() =>
      passTime.executeWithOptions({ ...LOCAL, summary: '到期处理 / passes what is due' }, [
        {
          project: id,
          at: new Date().toISOString(),
          commandId: `time/${workflowInfo().runId}/${round}`,
        },
      ]),
    );
    if (JSON.stringify(face) !== JSON.stringify(view.face)) show(face, view, unnamed ? null : face.chief);
    view.face = face;

    if (!woken && face.finished && allHandlersFinished()) return;
    if (workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > MAX_HISTORY) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof project>(id);
    }
    if (sleepMs === null) await condition(() => woken);
    else if (sleepMs > 0)
      await condition(() => woken, Math.min(sleepMs, MAX_SLEEP_MS), { summary: waitsFor(face) });
  }
}

function mustBeText(field: string, value: unknown): void {
  if (typeof value === 'string' && value.length > 0) return;
  throw ApplicationFailure.create({
    type: 'badRequest',
    message: `${field}: 必填 / must be a text that is not empty`,
    nonRetryable: true,
  });
}

function completion({ commandId, actor, milestone, occurredOn, evidence }: MilestoneReport): Submission {
  return {
    commandId,
    actor,
    command: {
      type: 'completeMilestone',
      milestone,
      ...(occurredOn === undefined ? {} : { occurredOn }),
      ...(evidence === undefined ? {} : { evidence }),
    },
  };
}

function show(face: Face, view: ProjectView, chief: string | null): void {
  upsertSearchAttributes([
    { key: defineSearchAttributeKey('QcStage', 'KEYWORD'), value: face.stage },
    { key: defineSearchAttributeKey('QcLight', 'KEYWORD'), value: face.light },
    { key: defineSearchAttributeKey('QcZone', 'KEYWORD'), value: face.county },
    { key: defineSearchAttributeKey('QcChief', 'KEYWORD'), value: chief },
    {
      key: defineSearchAttributeKey('QcNextDue', 'DATETIME'),
      value: face.nextDueAt === null ? null : new Date(face.nextDueAt),
    },
  ]);
  setCurrentDetails(details(face, view.rejections));
}

const SIGN = { green: '🟢', yellow: '🟡', red: '🔴' } as const;

/** What a timer is set for, as the Temporal UI shows it in a history. */
function waitsFor({ stageName, open }: Face): string {
  const [next] = open;
  const until = next ? ` · ${next.dueOn} ${next.title}` : '';
  return `${stageName.zh} / ${stageName.en}${until}`.slice(0, MAX_SUMMARY);
}

/** What the Temporal UI shows of the project, as Markdown. Nobody is named: a name is kept where it can be erased. */
function details(face: Face, rejections: ProjectView['rejections']): string {
  return [
    `## ${SIGN[face.light]} ${face.name}`,
    `${face.county} · ${face.stageName.zh} / ${face.stageName.en}`,
    '',
    ...face.open.map((o) => `- ${o.dueOn} ${o.title} (${o.status})`),
    ...rejections.map((r) => `- ⚠ 命令未受理 / refused: ${r.code}`),
  ].join('\n');
}

/**
 * The contract of the workflows: their ids, task queues, signals, updates and queries. Imported by the
 * workflows, the worker and every client; nothing else spells these names.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { RunKind } from '../domain/office.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { Face } from '../domain/project/facts.ts';

export const TASK_QUEUE = 'quancheng';
/** Each channel has a queue of its own, so that Temporal can limit its rate for the whole cluster. */
export const channelQueue = (channel: string): string => `quancheng-channel-${channel}`;

export const projectWorkflowId = (id: string): string => `project/${id}`;
export const channelWorkflowId = (channel: string): string => `channel/${channel}`;
/** A report of one county that has settings of its own, or of all the others. */
export interface ReportRun {
  kind: RunKind;
  county?: string | undefined;
}
/** Of the Schedule, and of the workflow that it starts. */
export const reportId = ({ kind, county }: ReportRun): string =>
  `report/${kind}${county === undefined ? '' : `:${county}`}`;

/** Search attributes of a project's workflow. Never one named `Status`: the Temporal UI can't show it. */
export const SEARCH_ATTRIBUTES = {
  QcStage: 'Keyword',
  QcLight: 'Keyword',
  QcZone: 'Keyword',
  QcChief: 'Keyword',
  QcNextDue: 'Datetime',
} as const;

/** A command sent through the workflow. The same `commandId` is done once. */
export interface Submission {
  commandId: string;
  actor: string;
  command: ProjectCommand;
}

export interface MilestoneReport {
  commandId: string;
  actor: string;
  milestone: string;
  occurredOn?: string;
  evidence?: string;
}

/** What a caller of an update hears: the stream's new version. A refusal is an ApplicationFailure of its code. */
export interface Accepted {
  version: number;
  events: string[];
}

export interface ProjectView {
  face: Face | null;
  /** Refusals of signals, the newest last: a signal has no caller who could hear them. */
  rejections: { commandId: string; code: string; message: string }[];
}

/** Something has changed in the log: ask again what is due. */
export const wake = defineSignal('wake');
export const completeMilestoneSignal = defineSignal<[MilestoneReport]>('completeMilestone');
export const completeMilestoneUpdate = defineUpdate<Accepted, [MilestoneReport]>('completeMilestone');
export const submitUpdate = defineUpdate<Accepted, [Submission]>('submit');
export const stateQuery = defineQuery<ProjectView>('state');

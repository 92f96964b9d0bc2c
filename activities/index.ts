/** The registry of activities, made with what they need. */
import type { System } from '../store/system.ts';
import { createDeliveryActivities, createQueueActivities, type QueueActivities } from './delivery.ts';
import { createProjectActivities, type ProjectActivities, type ProjectOptions } from './project.ts';
import { createReportActivities, type ReportActivities } from './report.ts';

export type Activities = ProjectActivities & ReportActivities & QueueActivities;

export function createActivities(system: System, options: ProjectOptions = {}): Activities {
  return {
    ...createProjectActivities(system, options),
    ...createReportActivities(system),
    ...createQueueActivities(system),
  };
}

export { createDeliveryActivities };

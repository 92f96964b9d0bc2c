/** The registry of activities, made with what they need. */
import type { System } from '../store/system.ts';
import { createDeliveryActivities, createQueueActivities, type QueueActivities } from './delivery.ts';
import { createProjectActivities, type ProjectActivities } from './project.ts';
import { createReviewActivities, type ReviewActivities } from './review.ts';

export type Activities = ProjectActivities & ReviewActivities & QueueActivities;

export function createActivities(system: System): Activities {
  return {
    ...createProjectActivities(system),
    ...createReviewActivities(system),
    ...createQueueActivities(system),
  };
}

export { createDeliveryActivities };

/** The registry of activities, made with what they need. */
import type { System } from '../store/system.ts';
import { createDeliveryActivities } from './delivery.ts';
import { createProjectActivities, type ProjectActivities } from './project.ts';
import { createReviewActivities, type ReviewActivities } from './review.ts';

export type Activities = ProjectActivities & ReviewActivities;

export function createActivities(system: System): Activities {
  return { ...createProjectActivities(system), ...createReviewActivities(system) };
}

export { createDeliveryActivities };

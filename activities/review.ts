/** Holds the weekly review. */
import { freezeReview } from '../store/reviews.ts';
import type { System } from '../store/system.ts';

export interface ReviewActivities {
  /** Freezes the review due at `at` (the workflow's clock); returns the Monday it is for. */
  freezeWeeklyReview(at: string): Promise<string>;
}

export function createReviewActivities(system: System): ReviewActivities {
  return { freezeWeeklyReview: (at) => freezeReview(system, at, 'schedule') };
}

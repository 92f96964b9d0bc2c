/** `weekly-review`: freezes this week's scheduling review as an event. Started by a Schedule. */
import { proxyActivities } from '@temporalio/workflow';
import type { ReviewActivities } from '../activities/review.ts';

const { freezeWeeklyReview } = proxyActivities<ReviewActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1s', maximumInterval: '1 minute' },
});

/** Returns the date of the review that is frozen. */
export async function weeklyReview(): Promise<string> {
  return freezeWeeklyReview(new Date().toISOString());
}

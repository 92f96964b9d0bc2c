/** `report/…`: files the report that is due as an event. Started by a Schedule, or by the relay when one is owed. */
import { proxyActivities } from '@temporalio/workflow';
import type { ReportActivities } from '../activities/report.ts';
import type { ReportRun } from './messages.ts';

const { fileDueReport } = proxyActivities<ReportActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1s', maximumInterval: '1 minute' },
});

/** Returns the stream of the report that is filed; null when none is due yet. */
export async function report(run: ReportRun): Promise<string | null> {
  return fileDueReport({ ...run, at: new Date().toISOString() });
}

/** Files reports. */
import { fileDue } from '../store/reports.ts';
import type { System } from '../store/system.ts';
import type { ReportRun } from '../workflows/messages.ts';

export interface ReportActivities {
  /** Files the report of a kind that is due at `at` (the workflow's clock), if it has not been; its stream. */
  fileDueReport(run: ReportRun & { at: string }): Promise<string | null>;
}

export function createReportActivities(system: System): ReportActivities {
  return {
    fileDueReport: ({ at, ...run }) => fileDue(system, run, { at, actor: 'schedule' }),
  };
}

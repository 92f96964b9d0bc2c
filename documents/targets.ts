/** The year's targets (年度目标) as a document. */
import type { LocalDate } from '../domain/dates.ts';
import type { TargetLine } from '../domain/review/weekly.ts';
import { heading, type Document } from './document.ts';
import { longDate, targetsTable } from './words.ts';

export const targetsDocument = (report: { asOf: LocalDate; targets: TargetLine[] }): Document => ({
  title: '年度目标进展',
  subtitle: longDate(report.asOf),
  on: report.asOf,
  sections: [{ landscape: false, blocks: [heading(1, '目标与亮灯'), targetsTable(report.targets)] }],
});

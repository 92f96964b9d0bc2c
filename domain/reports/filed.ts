/** A daily report or monthly summary as it was filed (存档): what it said never changes. */
import { today, type Context } from '../project/slice.ts';
import type { LocalDate } from '../dates.ts';
import { accept, refuse, type Decision } from '../decision.ts';
import type { Daily } from './daily.ts';
import type { Monthly } from './monthly.ts';

export type Filed = { county?: string | undefined; from: LocalDate; to: LocalDate } & (
  { kind: 'daily'; report: Daily } | { kind: 'monthly'; report: Monthly }
);

export type ReportCommand = { type: 'fileReport' } & Filed;
export type ReportEvent = { type: 'reportFiled'; occurredOn: LocalDate; data: Filed };

export const evolveReport = (_: Filed | null, event: ReportEvent): Filed => event.data;

export function decideReport(
  command: ReportCommand,
  state: Filed | null,
  context: Context,
): Decision<ReportEvent> {
  if (state) return refuse('alreadyFiled', '该报告已存档', 'the report is filed', 'to');
  const { type: _, ...data } = command;
  return accept({ type: 'reportFiled', occurredOn: today(context), data });
}

/**
 * A review that was held (定稿). What it said never changes; what turns out wrong is corrected beside it, with
 * who said so and why.
 */
import { localDate, type LocalDate } from '../dates.ts';
import { accept, refuse, type Decision } from '../decision.ts';
import type { Context } from '../project/slice.ts';
import type { Review } from './weekly.ts';

export type ReviewCommand =
  /** `remarks`: what the meeting settled (议定事项), one sentence each. */
  | { type: 'freezeReview'; review: Review; remarks?: string[] | undefined }
  | { type: 'correctReview'; text: string; by: string };

export type ReviewEvent =
  | { type: 'reviewFrozen'; occurredOn: LocalDate; data: Review & { remarks: string[] } }
  | { type: 'reviewCorrected'; occurredOn: LocalDate; data: { text: string; by: string } };

export interface FrozenReview extends Review {
  remarks: string[];
  corrections: { on: LocalDate; text: string; by: string }[];
}

export function evolveReview(state: FrozenReview | null, event: ReviewEvent): FrozenReview {
  if (event.type === 'reviewFrozen') return { ...event.data, corrections: [] };
  if (!state) throw new Error(`event ${event.type} before reviewFrozen`);
  return { ...state, corrections: [...state.corrections, { on: event.occurredOn, ...event.data }] };
}

export function decideReview(
  command: ReviewCommand,
  state: FrozenReview | null,
  context: Context,
): Decision<ReviewEvent> {
  if (command.type === 'freezeReview') {
    if (state) return refuse('alreadyFrozen', `${state.asOf} 周调度已定稿`, 'the review is frozen', 'asOf');
    const { review, remarks = [] } = command;
    return accept({ type: 'reviewFrozen', occurredOn: review.asOf, data: { ...review, remarks } });
  }
  if (!state) {
    return refuse('notFrozen', '该周调度尚未定稿', 'the review is not frozen yet', 'asOf');
  }
  const { text, by } = command;
  const on = localDate(context.now, context.calendar.zone);
  return accept({ type: 'reviewCorrected', occurredOn: on, data: { text, by } });
}

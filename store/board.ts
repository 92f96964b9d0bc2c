/**
 * The review of this moment, kept until something happens: it is counted again when the log has moved on, the
 * rules have changed or the day has ended, and once for all who ask meanwhile.
 */
import { localDate } from '../domain/dates.ts';
import { byText } from '../domain/text.ts';
import type { Counted } from '../domain/review/again.ts';
import type { Review } from '../domain/review/weekly.ts';
import { readEntries } from './entries.ts';
import { Kept } from './kept.ts';
import { editionOf, lastPosition } from './read.ts';
import { countReview } from './reviews.ts';
import { rulesVersion } from './rules.ts';
import type { System } from './system.ts';

export interface Board {
  review: Review;
  /** What it was counted from: the next is counted from the difference. */
  counted: Counted;
  /** Every county that has a project, whichever the review is of. */
  counties: string[];
}

/** Boards that are kept: whoever reads every county may ask for any word as one. */
const BOARDS = 20;
const kept = new Kept<{ of: string; board: Promise<Board> }>(BOARDS);

/** The board of a county, or of all of them, at `now`. */
export async function boardNow(system: System, now: string, county: string | undefined): Promise<Board> {
  const { db } = system;
  const [position, rules, edition] = await Promise.all([lastPosition(db), rulesVersion(db), editionOf(db)]);
  const { calendar } = await system.freshRules(rules);
  const of = `${position} ${rules} ${edition} ${localDate(now, calendar.zone)}`;
  const key = county ?? '';
  const found = kept.get(system, key);
  if (found?.of === of) return found.board;
  const board = count(system, now, county, found?.board);
  kept.set(system, key, { of, board });
  // A count that failed is not an answer to anybody else.
  board.catch(() => kept.delete(system, key));
  return board;
}

async function count(
  system: System,
  now: string,
  county: string | undefined,
  last: Promise<Board> | undefined,
): Promise<Board> {
  const before = await last?.catch(() => undefined);
  const counted = await countReview(system, now, { county }, before?.counted);
  const { review, input } = counted;
  const entries = county === undefined ? input.entries : await readEntries(system, now);
  return { review, counted, counties: [...new Set(entries.map((e) => e.county))].toSorted(byText) };
}

/** Reviews that were held, as printed, with what came of them; and the reports to print. */
import { directivesOf } from '../../store/directives.ts';
import { reviewStream } from '../../store/aggregates.ts';
import { isLocalDate } from '../../domain/dates.ts';
import { frozenReview, reviewsHeld } from '../../store/reviews.ts';
import { weeklyMinutes } from '../../documents/weekly.ts';
import { ReviewPage } from '../../web/review.tsx';
import { ReviewsPage } from '../../web/reviews.tsx';
import { countyFor, type Pages } from '../page.ts';
import { notFound } from '../problem.ts';
import type { Deps } from '../route.ts';

const READERS = ['office', 'leader', 'auditor'] as const;
const HELD = 60;

export function addReviewPages({ system }: Deps, { page }: Pages): void {
  page('/reviews', async (c, view) => {
    const found = countyFor(c, view, READERS);
    if ('refused' in found) return found;
    const { county } = found;
    const held = await reviewsHeld(system, { county, limit: HELD });
    return ReviewsPage({
      ...{ view, county },
      // The common reviews are of every county: not for who reads only some.
      held: view.counties === undefined ? held : held.filter((h) => h.county !== undefined),
    });
  });
  page('/reviews/:date', async (c, view) => {
    const found = countyFor(c, view, READERS);
    if ('refused' in found) return found;
    const { county } = found;
    const date = c.req.param('date')!;
    const review = isLocalDate(date) ? await frozenReview(system, date, county) : undefined;
    if (!review) return { refused: notFound(`review of ${date}`) };
    const directives = await directivesOf(system, reviewStream(date, county));
    return ReviewPage({ view, county, review, directives, minutes: weeklyMinutes(review) });
  });
}

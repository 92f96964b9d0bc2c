/** The weekly board; who has another first page is led there. */
import { reviewNow } from '../../store/reviews.ts';
import { reviewPage } from '../../web/pages.ts';
import { countyFor, type Pages } from '../page.ts';
import type { Deps } from '../route.ts';

export function addBoard({ system }: Deps, { page }: Pages): void {
  page('/', async (c, view) => {
    const found = countyFor(c, view);
    if ('refused' in found) return found;
    const review = await reviewNow(system, view.now, { county: found.county });
    return reviewPage(review, await system.clock.mode(), view.now);
  });
}

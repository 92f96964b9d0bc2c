/** The weekly board; who has another first page is led there. */
import { filtered } from '../../domain/review/filter.ts';
import { isLocalDate } from '../../domain/dates.ts';
import type { Light } from '../../domain/lights.ts';
import { reject } from '../../domain/text.ts';
import { boardNow } from '../../store/board.ts';
import { frozenReview, reviewAsOf } from '../../store/reviews.ts';
import { BoardPage } from '../../web/board.tsx';
import { hasRole, type View } from '../../web/view.ts';
import { countyFor, type Pages } from '../page.ts';
import type { Deps } from '../route.ts';

const LIGHTS: readonly string[] = ['red', 'yellow', 'green'];

export function addBoard({ system }: Deps, { page }: Pages): void {
  page('/', async (c, view) => {
    const elsewhere = firstPageOf(view);
    if (elsewhere !== undefined) return c.redirect(elsewhere, 303);
    const found = countyFor(c, view, ['office', 'leader', 'auditor']);
    if ('refused' in found) return found;
    const { county } = found;
    const asked = (name: string): string | undefined => c.req.query(name) || undefined;
    const asOf = asked('as-of');
    if (asOf !== undefined && (!isLocalDate(asOf) || asOf > view.today)) {
      return {
        refused: reject(
          'badDay',
          `日期应写作 2024-03-26 且不晚于今天：${asOf}`,
          `write a day as 2024-03-26, not after today: ${asOf}`,
          'as-of',
        ),
      };
    }
    const { review, counties } = await boardNow(system, view.now, county);
    const light = asked('light');
    const filter = {
      ...{ leader: asked('leader'), department: asked('department') },
      ...{ zone: asked('zone'), industry: asked('industry') },
      light: LIGHTS.includes(light ?? '') ? (light as Light) : undefined,
    };
    const shown = asOf === undefined ? review : await reviewAsOf(system, asOf, 'known', { county });
    return BoardPage({
      ...{ view, county, filter, asOf, all: asked('section') },
      unfolded: new Set(c.req.queries('unfold')),
      counties: view.counties ?? counties,
      groups: shown.groups,
      review: filtered(shown, filter),
      held: (await frozenReview(system, shown.asOf, county)) !== undefined,
    });
  });
}

/** Where the day begins for who has no board: their own projects, the screen, the system. */
function firstPageOf(view: View): string | undefined {
  if (hasRole(view, 'office', 'leader', 'auditor')) return undefined;
  if (hasRole(view, 'chief', 'approvalChief', 'department')) return '/mine';
  return hasRole(view, 'screen') ? '/screen' : '/operator';
}

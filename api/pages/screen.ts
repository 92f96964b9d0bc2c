/** The big screen: read from what stands, without a person's name. */
import { funnelOf, RANKING, rankingOf, threeLists } from '../../domain/review/screen.ts';
import { boardNow } from '../../store/board.ts';
import { readEntries } from '../../store/entries.ts';
import { ScreenPage, type ScreenModel } from '../../web/screen.tsx';
import { text } from '../../web/view.ts';
import { countyFor, type Pages } from '../page.ts';
import type { Deps } from '../route.ts';

/** What the office wrote into a directive may name anybody. */
const DIRECTIVE = text('督办事项', 'directive');

export function addScreen({ system }: Deps, { page }: Pages): void {
  page('/screen', async (c, view) => {
    const found = countyFor(c, view);
    if ('refused' in found) return found;
    const { county } = found;
    const entries = await readEntries(system, view.now, county);
    const { review } = await boardNow(system, view.now, county);
    const open = entries.filter((e) => !e.finished);
    const count = (light: string): number => open.filter((e) => e.light === light).length;
    const model: ScreenModel = {
      ...{ funnel: funnelOf(entries), lists: threeLists(entries), since: review.since },
      ...{ ranking: rankingOf(entries, RANKING), policy: RANKING },
      red: review.agenda
        .filter((l) => l.section === 'newlyRed')
        .map(({ project, name, county: of, kind, title, why }) => ({
          ...{ project, name, county: of, why },
          title: kind === 'directive' ? DIRECTIVE : text(title, title),
        })),
      lights: { red: count('red'), yellow: count('yellow'), green: count('green') },
    };
    return ScreenPage({ view, model });
  });
}

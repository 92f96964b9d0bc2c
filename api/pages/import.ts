/** The wizard that takes a ledger in. */
import { countiesWithProjects } from '../../store/ledger.ts';
import { ImportPage } from '../../web/import.tsx';
import { countyFor, type Pages } from '../page.ts';
import type { Deps } from '../route.ts';

export function addImport({ system }: Deps, { page }: Pages): void {
  page('/import', async (c, view) => {
    const found = countyFor(c, view);
    if ('refused' in found) return found;
    const counties = view.counties ?? (await countiesWithProjects(system));
    return ImportPage({
      view,
      counties,
      county: found.county ?? (counties.length === 1 ? counties[0] : undefined),
    });
  });
}

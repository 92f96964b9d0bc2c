/** The page of the rules that a county works by. */
import { coversCounty, grantsOf, isWhole, type AccessRole } from '../../domain/access.ts';
import { forCounty } from '../../domain/project/slice.ts';
import { countiesWithProjects } from '../../store/ledger.ts';
import { RulesPage } from '../../web/rules.tsx';
import { countyFor, type Pages } from '../page.ts';
import type { Deps } from '../route.ts';

export function addRulesPage({ system }: Deps, { page }: Pages): void {
  page('/rules', async (c, view) => {
    const found = countyFor(c, view);
    if ('refused' in found) return found;
    const { county } = found;
    const rules = await system.freshRules();
    const asked = Number.parseInt(c.req.query('year') ?? '', 10);
    const year = asked >= 2000 && asked <= 2200 ? asked : Number(view.today.slice(0, 4));
    /** Over this county, or over everything. */
    const reaches = (of: string | undefined, ...roles: AccessRole[]): boolean =>
      grantsOf(view.caller, roles).some((g) => (of === undefined ? isWhole(g) : coversCounty(g, of)));
    const policies = rules.policies ?? {};
    return RulesPage({
      view,
      model: {
        ...{ calendar: rules.calendar, year, county },
        counties: view.counties ?? [
          ...new Set([...(await countiesWithProjects(system)), ...Object.keys(policies)]),
        ],
        policy: forCounty(rules, county).policy,
        own: county !== undefined && Object.hasOwn(policies, county),
        templates: rules.templates,
        may: {
          previewCalendar: reaches(undefined, 'office', 'admin'),
          publishCalendar: reaches(undefined, 'admin'),
          previewPolicy: reaches(county, 'office', 'admin'),
          setPolicy: reaches(county, 'admin'),
          addTemplate: reaches(undefined, 'admin'),
          previewMoves: reaches(county, 'office', 'admin'),
          moveProjects: reaches(county, 'office'),
        },
      },
    });
  });
}

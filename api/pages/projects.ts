/** The list of projects, by county, light, stage, words, or the figure that they were counted in. */
import { countyFigures } from '../../domain/review/figures.ts';
import type { Entry } from '../../domain/review/entry.ts';
import { ProjectsPage } from '../../web/projects.tsx';
import { countyFor, type Pages } from '../page.ts';
import type { Deps } from '../route.ts';
import { entriesFor } from '../scope.ts';

const PAGE = 100;

export function addProjectList({ system }: Deps, { page }: Pages): void {
  page('/projects', async (c, view) => {
    const found = view.counties?.length === 0 ? { county: undefined } : countyFor(c, view);
    if ('refused' in found) return found;
    const asked = (name: string): string => c.req.query(name)?.trim() ?? '';
    const seen = await entriesFor(system, view.caller, view.now);
    const own = seen.filter((e) => found.county === undefined || e.county === found.county);
    const [light, stage, words, figure] = ['light', 'stage', 'text', 'figure'].map(asked) as [
      string,
      string,
      string,
      string,
    ];
    const counted = countyFigures(own).find((f) => f.id === figure);
    const within = new Set(counted?.projects);
    const list = own.filter(
      (e) =>
        (light === '' || e.light === light) &&
        (stage === '' || e.stage.id === stage) &&
        (counted === undefined || within.has(e.project)) &&
        (words === '' || said(e).includes(words.toLowerCase())),
    );
    const number = Math.max(1, Number.parseInt(asked('page'), 10) || 1);
    return ProjectsPage({
      ...{ view, county: found.county, light, stage, words, figure: counted },
      counties: view.counties ?? [...new Set(seen.map((e) => e.county))].toSorted(),
      stages: [...new Map(own.map((e) => [e.stage.id, e.stage.name]))],
      total: list.length,
      entries: list.slice((number - 1) * PAGE, number * PAGE),
      ...{ number, pages: Math.max(1, Math.ceil(list.length / PAGE)) },
    });
  });
}

const said = (e: Entry): string =>
  [e.project, e.name, e.county, e.zone, e.industry, e.chief, e.leader].join(' ').toLowerCase();

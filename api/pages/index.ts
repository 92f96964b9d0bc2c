/** The pages for people in a browser, one file each; who may see which is in `access.ts`. */
import { findAsset } from '../../web/assets.ts';
import type { Pages } from '../page.ts';
import { notFound, problem } from '../problem.ts';
import type { Api, Deps } from '../route.ts';
import { addBoard } from './board.ts';
import { addImport } from './import.ts';
import { addMine } from './mine.ts';
import { addProjectPages } from './project.ts';
import { addProjectList } from './projects.ts';
import { addReviewPages } from './reviews.ts';
import { addRulesPage } from './rules.ts';
import { addOperator } from './operator.ts';
import { addScreen } from './screen.ts';
import { addSignIn, type SignIn } from './sign-in.ts';
import { addWall } from './wall.ts';

/** What pages need to know of this machine. */
export interface PageSettings {
  /** The browser that prints. */
  chromium?: string | undefined;
  temporalUiUrl?: string | undefined;
}

export function addPages(app: Api, deps: Deps, pages: Pages, signIn: SignIn, settings: PageSettings): void {
  app.get('/assets/:file', (c) => {
    const found = findAsset(c.req.param('file'));
    if (!found) return problem(c, notFound(c.req.path));
    // Under its hash a file never changes; without it, it is asked for each time.
    const kept = c.req.query('v') === found.hash ? 'public, max-age=31536000, immutable' : 'no-cache';
    return c.body(found.content as Uint8Array<ArrayBuffer>, 200, {
      'content-type': found.media,
      'cache-control': kept,
    });
  });
  addSignIn(app, pages, signIn);
  addBoard(deps, pages);
  addProjectList(deps, pages);
  addReviewPages(deps, pages);
  addImport(deps, pages);
  addRulesPage(deps, pages);
  addMine(deps, pages);
  addProjectPages(deps, pages);
  addOperator(deps, pages, settings.temporalUiUrl);
  addScreen(deps, pages);
  addWall(deps, pages, settings.chromium);
}

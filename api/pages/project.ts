/** The page of one project, as it stands or as of an earlier day. */
import { instantAt, isLocalDate, plusMs, addDays } from '../../domain/dates.ts';
import { subjectsOf } from '../../domain/project/about.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { forCounty } from '../../domain/project/slice.ts';
import type { Project } from '../../domain/project/state.ts';
import { reject } from '../../domain/text.ts';
import { projectStream } from '../../store/aggregates.ts';
import { noticesAsOf, streamAsOf } from '../../store/as-of.ts';
import { readNotices, readStream, type Recorded } from '../../store/read.ts';
import { ProjectPage } from '../../web/project.tsx';
import type { ProjectShown } from '../../web/project-view.tsx';
import type { Pages } from '../page.ts';
import type { Deps } from '../route.ts';

const NOTICES = 200;

export function addProjectPages({ system }: Deps, { page }: Pages): void {
  page('/page/projects/:id', async (c, view) => {
    const { project, version } = c.get('project');
    const stream = projectStream(project.id);
    const rules = forCounty(await system.freshRules(), project.county);
    const wanted = { streams: [stream], limit: NOTICES };
    const filter = { about: c.req.query('about') || undefined, type: c.req.query('type') || undefined };
    const on = c.req.query('as-of') || undefined;
    if (on === undefined || on === view.today) {
      const [events, notices] = await Promise.all([
        readStream(system.db, stream),
        readNotices(system.db, wanted),
      ]);
      return ProjectPage({
        ...{ view, project, version, filter, notices, events: withSubjects(events) },
        ...{ context: { ...rules, now: view.now }, asOf: undefined },
      });
    }
    const basis = c.req.query('basis') === 'known' ? 'known' : 'true';
    if (!isLocalDate(on) || on > view.today)
      return {
        refused: reject(
          'badDate',
          `as-of=${on}：应为 ${view.today} 或之前的日期，如 2024-02-28`,
          `as-of=${on}: must be a day up to ${view.today}, such as 2024-02-28`,
          'as-of',
        ),
      };
    const [{ events, state }, notices] = await Promise.all([
      streamAsOf(system, stream, on, basis),
      noticesAsOf(system, on, basis, wanted),
    ]);
    if (state === null)
      return {
        refused: reject(
          'notFound',
          `${on} 时系统里还没有该项目，请选择之后的日期`,
          `there was no such project on ${on}: choose a later day`,
          'as-of',
        ),
      };
    return ProjectPage({
      ...{ view, version, filter, events: withSubjects(events), asOf: { on, basis } },
      project: state as Project,
      notices: notices as unknown as ProjectShown['notices'],
      context: { ...rules, now: plusMs(instantAt(addDays(on, 1), '00:00', rules.calendar.zone), -1) },
    });
  });
}

const withSubjects = (events: readonly Recorded[]): ProjectShown['events'] =>
  events.map((e) => ({ ...e, about: subjectsOf(e as unknown as ProjectEvent) }));

/** What the page of a project is given. */
import type { Child } from 'hono/jsx';
import type { Project } from '../domain/project/state.ts';
import type { Context } from '../domain/project/slice.ts';
import type { LocalDate } from '../domain/dates.ts';
import { refusedCommand } from '../domain/access.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { Recorded } from '../store/read.ts';
import { withQuery, type View } from './view.ts';

export interface ProjectShown {
  view: View;
  project: Project;
  version: number;
  /** With `now` at the end of the day where the page is of an earlier one. */
  context: Context;
  /** All of them, in order. */
  events: readonly (Recorded & { about: readonly string[] })[];
  notices: readonly {
    id: string;
    person: string;
    obligation: string;
    text: { zh: string; en: string };
    created_at: string;
  }[];
  /** The page is of this day and only read. */
  asOf: { on: LocalDate; basis: 'true' | 'known' } | undefined;
  /** What of the timeline is asked for. */
  filter: { about: string | undefined; type: string | undefined };
}

/** Where the events of a subject are on this page. */
export const eventsOf = (view: View, about: string): string =>
  `${withQuery(view.path, { about, type: undefined })}#events`;

/** Whether the reader may send a command. */
export const may = ({ view, project }: Pick<ProjectShown, 'view' | 'project'>, command: object): boolean =>
  refusedCommand(view.caller, project, command as ProjectCommand, view.today) === undefined;

/** A number or a date that leads to its events. */
export function Fact({ view, about, children }: { view: View; about: string; children?: Child }) {
  return <a href={eventsOf(view, about)}>{children}</a>;
}

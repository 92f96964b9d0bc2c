/** A review narrowed to what a reader asks for; figures and targets stay those of the whole. */
import type { Light } from '../lights.ts';
import type { Review } from './weekly.ts';

export interface Filter {
  leader?: string | undefined;
  department?: string | undefined;
  zone?: string | undefined;
  industry?: string | undefined;
  light?: Light | undefined;
}

/** The lines of a review that a filter lets through. A department and a light are of lines, not of projects. */
export function filtered(review: Review, filter: Filter): Review {
  if (Object.values(filter).every((wanted) => wanted === undefined)) return review;
  const { leader, department, zone, industry, light } = filter;
  const is = (wanted: string | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted === value;
  const ofProject = (w: { leader: string; zone?: string; industry?: string }): boolean =>
    is(leader, w.leader) && is(zone, w.zone) && is(industry, w.industry);
  const agenda = review.agenda.filter(
    (l) => ofProject(l) && is(department, l.department) && is(light, l.light),
  );
  const named = department === undefined && light === undefined ? review.projects : agenda;
  const projects = new Set(named.filter(ofProject).map((p) => p.project));
  const about = ({ project }: { project: string }): boolean => projects.has(project);
  return {
    ...review,
    agenda,
    caughtUp: review.caughtUp.filter(ofProject),
    directivesClosed: review.directivesClosed.filter(ofProject),
    claims: review.claims.filter(ofProject),
    changes: review.changes.filter(about),
    forecasts: review.forecasts.filter(about),
    projects: review.projects.filter(about),
  };
}

/** What two reviews of one day say differently: what was printed, and what is known of that day now. */
import type { Text } from '../text.ts';
import { figureText } from './figures.ts';
import type { AgendaLine, Review } from './weekly.ts';

export interface Difference {
  kind: 'figure' | 'agenda' | 'claim';
  county: string;
  /** The figure, or the project and its obligation. */
  subject: Text;
  project?: string;
  before: string | null;
  after: string | null;
}

/** The differences by figure, agenda line and claim, in the order of the review. */
export function differencesOf(before: Review, after: Review): Difference[] {
  return [...figures(before, after), ...agenda(before, after), ...claims(before, after)];
}

/** Rows under one key on either side; what is the same on both is left out. */
function compare<T>(
  before: Map<string, T>,
  after: Map<string, T>,
  text: (row: T) => string,
  describe: (row: T) => Omit<Difference, 'before' | 'after'>,
): Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    const [was, is] = [a === undefined ? null : text(a), b === undefined ? null : text(b)];
    return was === is ? [] : [{ ...describe((b ?? a)!), before: was, after: is }];
  });
}

function figures(before: Review, after: Review): Difference[] {
  const rows = (review: Review) =>
    new Map(
      review.counties.flatMap(({ county, figures }) =>
        figures.map((figure) => [`${county} ${figure.id}`, { county, figure }] as const),
      ),
    );
  return compare(
    rows(before),
    rows(after),
    ({ figure }) => figureText(figure),
    ({ county, figure }) => ({ kind: 'figure', county, subject: figure.label }),
  );
}

function agenda(before: Review, after: Review): Difference[] {
  const rows = (review: Review) => new Map(review.agenda.map((l) => [`${l.project} ${l.obligation}`, l]));
  return compare(
    rows(before),
    rows(after),
    (l: AgendaLine) => l.why.zh,
    ({ county, project, name, title }) => ({
      kind: 'agenda',
      ...{ county, project, subject: { zh: `${name} ${title}`, en: `${name}: ${title}` } },
    }),
  );
}

function claims(before: Review, after: Review): Difference[] {
  const rows = (review: Review) =>
    new Map(
      review.claims.flatMap(({ project, name, county, claims }) =>
        claims.map((claim) => [
          `${project} ${claim.line ?? ''} ${claim.stage.en}`,
          { project, name, county, claim },
        ]),
      ),
    );
  return compare(
    rows(before),
    rows(after),
    ({ claim }) => claim.unmet.map((t) => t.zh).join('、'),
    ({ project, name, county, claim }) => {
      const line = claim.line ?? '';
      return {
        kind: 'claim',
        ...{ county, project },
        subject: { zh: `${name}${line} ${claim.stage.zh}`, en: `${name} ${line} ${claim.stage.en}` },
      };
    },
  );
}

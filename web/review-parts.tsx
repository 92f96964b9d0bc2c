/** Parts of reviews that more than one page shows. */
import { figureText, type CountyReview } from '../domain/review/figures.ts';
import type { Review } from '../domain/review/weekly.ts';
import { Table } from './parts.tsx';
import { say, text, type View } from './view.ts';

/** Changes that are shown at first. */
const CHANGES = 200;

export function ProjectLink({ of }: { of: { project: string; name: string; county: string } }) {
  return (
    <>
      <a href={`/page/projects/${of.project}`}>{of.name}</a> <small>{of.county}</small>
    </>
  );
}

/** Every county by its figures; each leads to the projects it was counted from, where they are of this moment. */
export function Figures({
  view,
  counties,
  linked,
}: {
  view: View;
  counties: readonly CountyReview[];
  linked: boolean;
}) {
  const rows = counties.filter((c) => c.figures[0]!.value > 0);
  const longest = rows.reduce<CountyReview['figures']>(
    (a, c) => (c.figures.length > a.length ? c.figures : a),
    [],
  );
  return (
    <Table
      caption={say(view, text('各县区指标', 'Figures of the counties'))}
      heads={[say(view, text('县区', 'County')), ...longest.map((f) => say(view, f.label))]}
      empty={say(view, text('没有项目', 'no projects'))}
    >
      {rows.map(({ county, figures }) => (
        <tr>
          <th scope="row">{county}</th>
          {longest.map(({ id }) => {
            const figure = figures.find((f) => f.id === id);
            const to = `/projects?county=${encodeURIComponent(county)}&figure=${id}`;
            return (
              <td class="num">
                {figure === undefined ? (
                  '—'
                ) : linked ? (
                  <a href={to}>{figureText(figure)}</a>
                ) : (
                  figureText(figure)
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );
}

/** What happened since the last review, by project. */
export function Changes({ view, review }: { view: View; review: Review }) {
  const shown = review.changes.slice(-CHANGES);
  const projects = new Map<string, typeof shown>();
  for (const c of shown) projects.set(c.project, [...(projects.get(c.project) ?? []), c]);
  const left = review.changes.length - shown.length;
  const name = say(view, text(`${review.since} 之后的变化`, `Changes since ${review.since}`));
  return (
    <>
      <h2>
        {name} <small>{review.changes.length}</small>
      </h2>
      <Table
        caption={name}
        heads={[say(view, text('项目', 'Project')), say(view, text('情况', 'What happened'))]}
        empty={say(view, text('没有', 'none'))}
      >
        {[...projects.values()].map((list) => (
          <tr>
            <td>
              <ProjectLink of={list[0]!} />
            </td>
            <td>
              {list.map((c) => (
                <div>
                  {c.occurredOn} {say(view, c.text)}
                  {c.person === undefined ? '' : `: ${c.person}`}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </Table>
      {left > 0 ? (
        <p class="muted">
          {say(view, text(`更早的 ${left} 条见纪要`, `${left} earlier ones are in the minutes`))}:{' '}
          <a href="/v1/review?format=html">html</a>
        </p>
      ) : null}
    </>
  );
}

/** A review that was held: its minutes as printed, what was corrected beside them, what became of its directives. */
import { coversCounty, grantsOf, isWhole } from '../domain/access.ts';
import type { Document } from '../documents/document.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import type { TrackedDirective } from '../store/directives.ts';
import { DocumentView } from './document.tsx';
import { Page } from './layout.tsx';
import { CommandForm, Table } from './parts.tsx';
import { ProjectLink } from './review-parts.tsx';
import { say, text, type View } from './view.ts';

interface ReviewProps {
  view: View;
  review: FrozenReview;
  county: string | undefined;
  directives: readonly TrackedDirective[];
  minutes: Document;
}

export function ReviewPage({ view, review, county, directives, minutes }: ReviewProps) {
  const of = county === undefined ? '' : `county=${encodeURIComponent(county)}&`;
  const base = `/v1/reviews/${review.asOf}`;
  const title = `${say(view, text('周调度纪要', 'Minutes of the review'))} ${review.asOf}`;
  const may = grantsOf(view.caller, ['office']).some((g) =>
    county === undefined ? isWhole(g) : coversCounty(g, county),
  );
  const names = {
    corrections: say(view, text('更正', 'Corrections')),
    directives: say(view, text('本次督办', 'Directives issued there')),
  };
  return (
    <Page view={view} title={title} live>
      <p class="row">
        <span>
          {say(view, text('下载', 'Download'))}: <Formats base={`${base}?${of}`} />
        </span>
        <span>
          {say(view, text('更正单', 'Sheet of corrections'))}: <Formats base={`${base}/corrections?${of}`} />
        </span>
      </p>
      <section data-live="corrections">
        <h2>{names.corrections}</h2>
        <Table
          caption={names.corrections}
          heads={[
            say(view, text('日期', 'Day')),
            say(view, text('更正内容', 'Correction')),
            say(view, text('更正人', 'By')),
          ]}
          empty={say(view, text('没有', 'none'))}
        >
          {review.corrections.map((c) => (
            <tr>
              <td>{c.on}</td>
              <td>{c.text}</td>
              <td>{c.by}</td>
            </tr>
          ))}
        </Table>
      </section>
      {may ? (
        <details>
          <summary>{say(view, text('附一条更正', 'Add a correction'))}</summary>
          <CommandForm
            view={view}
            to={`${base}/corrections${of === '' ? '' : `?${of.slice(0, -1)}`}`}
            fields={[
              { name: 'text', label: text('更正内容', 'Correction'), kind: 'long', required: true },
              {
                ...{ name: 'by', label: text('更正人', 'By'), required: true },
                value: view.caller.person ?? view.caller.actor,
              },
            ]}
            label={text('附上更正', 'Add the correction')}
          />
        </details>
      ) : null}
      <section data-live="directives">
        <h2>{names.directives}</h2>
        <Table
          caption={names.directives}
          heads={[
            ...[say(view, text('项目', 'Project')), say(view, text('督办事项', 'Directive'))],
            ...[say(view, text('责任单位', 'For whom')), say(view, text('期限', 'By'))],
            say(view, text('结果', 'What became of it')),
          ]}
          empty={say(view, text('没有', 'none'))}
        >
          {directives.map((d) => (
            <tr>
              <td>
                <ProjectLink of={d} />
              </td>
              <td>{d.title}</td>
              <td>{d.owner}</td>
              <td>{d.dueOn}</td>
              <td>{outcome(view, d)}</td>
            </tr>
          ))}
        </Table>
      </section>
      <DocumentView document={minutes} />
    </Page>
  );
}

function outcome(view: View, { closedOn, withdrawnOn, evidence }: TrackedDirective): string {
  if (closedOn !== null)
    return `${say(view, text('已销号', 'closed'))} ${closedOn}${evidence === null ? '' : `: ${evidence}`}`;
  if (withdrawnOn !== null) return `${say(view, text('已撤销', 'withdrawn'))} ${withdrawnOn}`;
  return say(view, text('未办结', 'open'));
}

/** Links to a report in each format; `base` ends where `format=` is to stand. */
function Formats({ base }: { base: string }) {
  return (
    <>
      {['docx', 'pdf', 'html'].map((format) => (
        <>
          <a href={`${base}format=${format}`}>{format}</a>{' '}
        </>
      ))}
    </>
  );
}

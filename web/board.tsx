/** The weekly board (周调度): what is out of the ordinary, what moved, and the review to hold. */
import { grantsOf, coversCounty, isWhole } from '../domain/access.ts';
import type { LocalDate } from '../domain/dates.ts';
import { LIGHT_SIGNS, type Light as Colour } from '../domain/lights.ts';
import type { Filter } from '../domain/review/filter.ts';
import { GROUPING_NAMES, GROUPINGS, SECTION_NAMES, type Review } from '../domain/review/weekly.ts';
import { reviewStream } from '../store/aggregates.ts';
import { Agenda } from './agenda.tsx';
import { Page } from './layout.tsx';
import { Choice, CommandForm, Light, Table } from './parts.tsx';
import { Changes, Figures, ProjectLink } from './review-parts.tsx';
import { say, text, withQuery, type View } from './view.ts';

interface BoardProps {
  view: View;
  review: Review;
  /** Of the whole review, for the choices. */
  groups: Review['groups'];
  county: string | undefined;
  counties: readonly string[];
  filter: Filter;
  /** A day that is past is only looked at. */
  asOf: LocalDate | undefined;
  /** The section that is shown whole. */
  all: string | undefined;
  /** The lines of the agenda that are unfolded. */
  unfolded: ReadonlySet<string>;
  /** The review of this day was held already. */
  held: boolean;
}

export function BoardPage(props: BoardProps) {
  const { view, review, county, asOf, all, unfolded } = props;
  return (
    <Page view={view} title={`${say(view, text('周调度', 'Weekly review'))} ${review.asOf}`} live={!asOf}>
      {asOf ? (
        <p class="stale" role="status">
          {say(
            view,
            text(
              `这是 ${asOf} 当日已知的情况，只读。`,
              `As it was known on ${asOf}; nothing can be changed here.`,
            ),
          )}{' '}
          <a href={withQuery(view.path, { 'as-of': undefined })}>
            {say(view, text('回到现在', 'Back to now'))}
          </a>
        </p>
      ) : null}
      <Choices {...props} />
      <section data-live="figures">
        <h2>{say(view, text('各县区指标', 'Figures of the counties'))}</h2>
        <Figures view={view} counties={review.counties} linked={!asOf} />
      </section>
      <Agenda
        view={view}
        agenda={review.agenda}
        readOnly={asOf !== undefined}
        source={reviewStream(review.asOf, county)}
        all={all}
        unfolded={unfolded}
      />
      <section data-live="movements">
        <Movements view={view} review={review} />
      </section>
      {asOf ? null : <Hold {...props} />}
    </Page>
  );
}

function Choices({ view, county, counties, groups, filter, asOf }: BoardProps) {
  const all = say(view, text('全部', 'all'));
  const lights: Colour[] = ['red', 'yellow', 'green'];
  return (
    <div class="row" role="group" aria-label={say(view, text('筛选', 'Filters'))}>
      <Choice
        view={view}
        name="county"
        label={say(view, text('县区', 'County'))}
        options={counties}
        value={county}
        {...(view.counties === undefined ? { all } : {})}
      />
      {GROUPINGS.map((grouping) => (
        <Choice
          view={view}
          name={grouping}
          label={say(view, GROUPING_NAMES[grouping])}
          options={groups[grouping].map((g) => g[grouping] ?? '')}
          value={filter[grouping]}
          all={all}
        />
      ))}
      <Choice
        view={view}
        name="light"
        label={say(view, text('灯', 'Light'))}
        options={lights.map((l) => ({ value: l, label: view.language === 'zh' ? LIGHT_SIGNS[l].zh : l }))}
        value={filter.light}
        all={all}
      />
      <form method="get" action="/" class="row">
        {Object.entries({ county, ...filter }).map(([name, value]) =>
          value === undefined ? null : <input type="hidden" name={name} value={value} />,
        )}
        <label class="choice">
          {say(view, text('看某一天', 'As of a day'))}
          <input type="date" name="as-of" value={asOf ?? ''} max={view.today} required />
        </label>
        <button class="second" type="submit">
          {say(view, text('查看', 'Show'))}
        </button>
      </form>
    </div>
  );
}

/** What came about since the last review: caught up, moved, closed, changed, and the year's targets. */
function Movements({ view, review }: { view: View; review: Review }) {
  const none = say(view, text('没有', 'none'));
  const project = say(view, text('项目', 'Project'));
  const matter = say(view, text('事项', 'Matter'));
  const names = {
    caughtUp: say(view, SECTION_NAMES.caughtUp),
    closed: say(view, text('督办销号', 'Directives closed')),
    claims: say(view, text('填报矛盾', 'Contradictions')),
    forecasts: say(view, text('预计日期变动', 'Forecasts moved')),
    targets: say(view, text('年度目标', 'Targets of the year')),
  };
  return (
    <>
      <h2>{names.caughtUp}</h2>
      <Table caption={names.caughtUp} heads={[project, matter, say(view, text('情况', 'How'))]} empty={none}>
        {review.caughtUp.map((c) => (
          <tr>
            <td>
              <ProjectLink of={c} />
            </td>
            <td>{c.title}</td>
            <td>{say(view, c.how)}</td>
          </tr>
        ))}
      </Table>
      <h2>{names.closed}</h2>
      <Table
        caption={names.closed}
        heads={[project, matter, say(view, text('办结', 'Closed')), say(view, text('依据', 'Evidence'))]}
        empty={none}
      >
        {review.directivesClosed.map((d) => (
          <tr>
            <td>
              <ProjectLink of={d} />
            </td>
            <td>{d.title}</td>
            <td>{d.doneOn}</td>
            <td>{d.evidence ?? '—'}</td>
          </tr>
        ))}
      </Table>
      {review.claims.length === 0 ? null : (
        <>
          <h2>{names.claims}</h2>
          <ul>
            {review.claims.map((c) => (
              <li>
                <ProjectLink of={c} />:{' '}
                {c.claims
                  .map(
                    ({ line, stage, unmet }) =>
                      `${line ?? ''} ${say(view, stage)} ← ${unmet.map((u) => say(view, u)).join('、')}`,
                  )
                  .join('; ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{names.forecasts}</h2>
      <Table
        caption={names.forecasts}
        heads={[
          ...[project, say(view, text('节点', 'Milestone'))],
          ...[say(view, text('原预计', 'Was')), say(view, text('现预计', 'Is'))],
          say(view, text('变动（天）', 'Days')),
        ]}
        empty={none}
      >
        {review.forecasts.slice(0, 200).map((f) => (
          <tr>
            <td>
              <ProjectLink of={f} />
            </td>
            <td>{f.title}</td>
            <td>{f.from}</td>
            <td>{f.to}</td>
            <td class="num">{f.days > 0 ? `+${f.days}` : f.days}</td>
          </tr>
        ))}
      </Table>
      <Changes view={view} review={review} />
      <h2>{names.targets}</h2>
      <Table
        caption={names.targets}
        heads={[
          say(view, text('灯', 'Light')),
          ...[say(view, text('目标', 'Target')), say(view, text('县区', 'County'))],
          ...[say(view, text('责任单位', 'Owner')), say(view, text('目标值', 'Goal'))],
          ...[say(view, text('已报', 'Reported')), say(view, text('情况', 'How'))],
        ]}
        empty={none}
      >
        {review.targets.map((t) => (
          <tr>
            <td>{t.light ? <Light view={view} light={t.light} /> : '—'}</td>
            <td>{t.name}</td>
            <td>{t.county}</td>
            <td>{t.owner}</td>
            <td class="num">{t.goal}</td>
            <td>{t.reported || '—'}</td>
            <td>{say(view, t.why)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** Holding the review: what it says from then on stays as it is. */
function Hold({ view, review, county, held }: BoardProps) {
  const of = county === undefined ? '' : `?county=${encodeURIComponent(county)}`;
  const may = grantsOf(view.caller, ['office']).some((g) =>
    county === undefined ? isWhole(g) : coversCounty(g, county),
  );
  if (!may && !held) return null;
  const to = `/reviews/${review.asOf}${of}`;
  return (
    <section data-live="hold" class="card">
      <h2>{say(view, text('定稿', 'Hold the review'))}</h2>
      {held ? (
        <p>
          <a href={to}>{say(view, text('今天的周调度已定稿，查看纪要', 'Held today: see the minutes'))}</a>
        </p>
      ) : (
        <CommandForm
          view={view}
          to={`/v1/reviews/${review.asOf}/freeze${of}`}
          fields={[
            {
              ...{ name: 'remarks', kind: 'lines', label: text('议定事项', 'What was settled') },
              hint: text('一行一条', 'one a line'),
            },
          ]}
          label={text('周调度定稿', 'Hold the review')}
          confirm={text(
            `定稿后 ${review.asOf} 的纪要不再改动，只能另附更正。确定吗？`,
            `The minutes of ${review.asOf} never change after this; corrections stand beside them. Hold it?`,
          )}
          then={to}
        />
      )}
    </section>
  );
}

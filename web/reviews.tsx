/** The reviews that were held, and the reports to print. */
import type { LocalDate } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';
import type { Child } from 'hono/jsx';
import { Page } from './layout.tsx';
import { say, text, type View } from './view.ts';

interface ReviewsProps {
  view: View;
  county: string | undefined;
  held: readonly { on: LocalDate; county?: string }[];
}

export function ReviewsPage({ view, county, held }: ReviewsProps) {
  const { today } = view;
  const own = { view, county };
  return (
    <Page view={view} title={say(view, text('历次调度与报告', 'Reviews and reports'))} live>
      <section data-live="held">
        <h2>{say(view, text('已定稿的周调度', 'Reviews held'))}</h2>
        {held.length === 0 ? (
          <p class="muted">{say(view, text('尚未定稿过', 'none yet'))}</p>
        ) : (
          <ul>
            {held.map((h) => (
              <li>
                <a
                  href={`/reviews/${h.on}${h.county === undefined ? '' : `?county=${encodeURIComponent(h.county)}`}`}
                >
                  {h.on}
                </a>{' '}
                {h.county ?? ''}
              </li>
            ))}
          </ul>
        )}
      </section>
      <h2>{say(view, text('报告', 'Reports'))}</h2>
      <p class="muted">
        {say(
          view,
          text(
            '全部由事件得出；PDF 需要本机有 Chromium。',
            'All derived from events; PDF needs Chromium here.',
          ),
        )}
      </p>
      <Report {...own} to="/v1/review" name={text('本周纪要（未定稿）', 'Minutes as they would be now')} />
      <Report {...own} to="/v1/reports/daily" name={text('日汇报', 'Daily report')}>
        <Input view={view} name="on" kind="date" label={text('日期', 'Day')} value={today} />
      </Report>
      <Report {...own} to="/v1/reports/monthly" name={text('月总结', 'Monthly summary')}>
        <Input
          view={view}
          name="month"
          kind="month"
          label={text('月份', 'Month')}
          value={today.slice(0, 7)}
        />
      </Report>
      <Report {...own} to="/v1/reports/brief" name={text('现场办公材料', 'Brief for an on-site office')}>
        <Input
          view={view}
          name="leader"
          kind="text"
          label={text('包联领导', 'Leader in charge')}
          value={view.caller.person ?? ''}
        />
      </Report>
      <Report {...own} to="/v1/batches" name={text('三个一批', 'The three batches')}>
        <Input
          view={view}
          name="from"
          kind="date"
          label={text('自', 'From')}
          value={`${today.slice(0, 4)}-01-01`}
        />
        <Input view={view} name="to" kind="date" label={text('至', 'To')} value={today} />
      </Report>
      <Report {...own} to="/v1/reports/targets" name={text('年度目标', 'Targets of the year')} />
    </Page>
  );
}

/** A report is asked for in a format; what it is about is filled in. */
function Report({
  view,
  county,
  to,
  name,
  children,
}: {
  view: View;
  county: string | undefined;
  to: string;
  name: Text;
  children?: Child;
}) {
  return (
    <form method="get" action={to} class="card">
      <h3>{say(view, name)}</h3>
      <div class="row">
        {county === undefined ? null : <input type="hidden" name="county" value={county} />}
        {children}
        {['docx', 'pdf', 'html'].map((format) => (
          <button class="second" name="format" value={format} aria-label={`${say(view, name)} ${format}`}>
            {format}
          </button>
        ))}
      </div>
    </form>
  );
}

function Input({
  view,
  name,
  kind,
  label,
  value,
}: {
  view: View;
  name: string;
  kind: 'text' | 'date' | 'month';
  label: Text;
  value: string;
}) {
  return (
    <label class="choice">
      {say(view, label)}
      <input name={name} type={kind} value={value} required />
    </label>
  );
}

/** The working days of a year, and the notice that changes them. */
import { isWorkday, type Calendar } from '../domain/calendar.ts';
import { dateOfDay, dayNumber, weekday, type LocalDate } from '../domain/dates.ts';
import { Choice, FieldInput } from './parts.tsx';
import { PreviewedForm } from './rules-parts.tsx';
import type { RulesShown } from './rules.tsx';
import { say, text, type View } from './view.ts';

const WEEKDAYS = [
  text('一', 'Mon'),
  text('二', 'Tue'),
  text('三', 'Wed'),
  text('四', 'Thu'),
  text('五', 'Fri'),
  text('六', 'Sat'),
  text('日', 'Sun'),
];

export function CalendarPart({ view, model }: RulesShown) {
  const { calendar, year, may } = model;
  const covered = calendar.years[year];
  const years = Object.keys(calendar.years).toSorted();
  const next = String(Number(years.at(-1)) + 1);
  return (
    <section id="calendar">
      <h2>{say(view, text('工作日历', 'Working days'))}</h2>
      <div class="row">
        <Choice
          {...{ view, name: 'year', value: String(year), options: [...years, next] }}
          label={say(view, text('年份', 'Year'))}
        />
        <p>
          {say(
            view,
            text(
              `日历 ${calendar.id} 第 ${calendar.version} 版。`,
              `Calendar ${calendar.id}, version ${calendar.version}. `,
            ),
          )}
          <strong>
            {say(
              view,
              covered === undefined
                ? text(
                    '这一年尚未收录：落在其中的期限无法计算。',
                    'This year is not covered: no deadline in it is counted.',
                  )
                : covered.status === 'published'
                  ? text('已公布。', 'Published.')
                  : text(
                      '暂定：国务院尚未公布，期限可能移动。',
                      'Provisional: not announced yet, deadlines may move.',
                    ),
            )}
          </strong>
        </p>
      </div>
      {covered === undefined ? null : (
        <>
          <p class="muted">
            {say(
              view,
              text(
                '休＝法定休息日（本为工作日），班＝调休上班；灰底为休息。',
                'H: a holiday on a weekday; W: a weekend day on which people work; grey: nobody works.',
              ),
            )}
          </p>
          <div class="months">
            {Array.from({ length: 12 }, (_, i) => (
              <Month view={view} calendar={calendar} month={`${year}-${String(i + 1).padStart(2, '0')}`} />
            ))}
          </div>
        </>
      )}
      {may.previewCalendar ? (
        <details id="notice">
          <summary>{say(view, text('放假安排通知', 'A notice of the calendar'))}</summary>
          <PreviewedForm
            {...{ view, kind: 'calendar', preview: '/v1/rules/calendar/preview' }}
            to={may.publishCalendar ? '/v1/rules/calendar' : undefined}
            command={{ year, holidays: [], makeUpWorkdays: [] }}
            label={text('发布，各项目随即采用', 'Publish it: every project adopts it')}
          >
            <NoticeFields view={view} model={model} />
          </PreviewedForm>
        </details>
      ) : null}
    </section>
  );
}

function NoticeFields({ view, model: { calendar, year } }: RulesShown) {
  const covered = calendar.years[year];
  return (
    <>
      <FieldInput
        view={view}
        field={{
          ...{
            name: 'source',
            label: text('依据（文号和标题）', 'Source: number and title'),
            required: true,
          },
          hint: text(`${year} 年的安排，整年列出`, `of ${year}, the whole year`),
        }}
      />
      <FieldInput
        view={view}
        field={{
          ...{ name: 'effectiveOn', label: text('自何日起按此计算', 'Counted by it from'), kind: 'date' },
          ...{ required: true, value: view.today },
        }}
      />
      <FieldInput
        view={view}
        field={{
          ...{ name: 'status', label: text('性质', 'Status'), kind: 'choice', required: true },
          options: [
            { value: 'published', label: say(view, text('已公布', 'published')) },
            { value: 'provisional', label: say(view, text('暂定', 'provisional')) },
          ],
        }}
      />
      <FieldInput
        view={view}
        field={{
          ...{ name: 'holidays', label: text('放假的工作日', 'Weekdays off'), kind: 'lines' },
          value: covered?.holidays.join('\n'),
          hint: text('每行一天，如 2027-01-01；周末不必列', 'a day a line, as 2027-01-01; no weekend days'),
        }}
      />
      <FieldInput
        view={view}
        field={{
          ...{ name: 'makeUpWorkdays', label: text('调休上班日', 'Weekend days worked'), kind: 'lines' },
          value: covered?.makeUpWorkdays.join('\n'),
          hint: text('每行一天，应在周末', 'a day a line, each on a weekend'),
        }}
      />
    </>
  );
}

/** One month as a table of weeks, Monday first. */
function Month({ view, calendar, month }: { view: View; calendar: Calendar; month: string }) {
  const first = dayNumber(`${month}-01`);
  const days: LocalDate[] = [];
  for (let day = first; dateOfDay(day).startsWith(month); day++) days.push(dateOfDay(day));
  const blank = Array.from<undefined>({ length: weekday(days[0]!) - 1 });
  const cells = [...blank, ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, w) => cells.slice(w * 7, w * 7 + 7));
  return (
    <table class="month">
      <caption>{month}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th scope="col">{say(view, day)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr>
            {week.map((date) => (date === undefined ? <td></td> : <Day {...{ view, calendar, date }} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ view, calendar, date }: { view: View; calendar: Calendar; date: LocalDate }) {
  const works = isWorkday(calendar, date);
  const weekend = weekday(date) > 5;
  const mark = works === weekend ? (works ? text('班', 'W') : text('休', 'H')) : undefined;
  return (
    <td class={works ? undefined : 'off'} aria-current={date === view.today ? 'date' : undefined}>
      {Number(date.slice(8))}
      {mark ? <b> {say(view, mark)}</b> : null}
    </td>
  );
}

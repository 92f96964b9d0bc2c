/** Plan, forecast and actual of each milestone on one line of days, with a line for today: told by shape, too. */
import { addDays, addMonths, daysBetween, type LocalDate } from '../domain/dates.ts';
import { today } from '../domain/project/slice.ts';
import { byKey, committedOn, isActive, expectedOn, type Milestone } from '../domain/project/state.ts';
import { eventsOf, type ProjectShown } from './project-view.tsx';
import { say, text } from './view.ts';

const WIDTH = 960;
const LEFT = 230;
const RIGHT = 20;
const ROW = 26;
const HEAD = 34;

const isDay = (day: LocalDate | undefined): day is LocalDate => day !== undefined;

export function MilestoneChart({ view, project, context }: ProjectShown) {
  const rows = byKey(project.milestones)
    .flatMap(([, m]) => (isActive(m) && expectedOn(m) !== undefined ? [m] : []))
    .toSorted((a, b) => expectedOn(a)!.localeCompare(expectedOn(b)!));
  if (rows.length === 0) return null;
  const now = today(context);
  const days = [now, project.signedOn, ...rows.flatMap(datesOf)].toSorted();
  const from = addDays(days[0]!, -5);
  const to = addDays(days.at(-1)!, 10);
  const span = daysBetween(from, to);
  const x = (day: LocalDate): number =>
    Math.round(LEFT + (daysBetween(from, day) / span) * (WIDTH - LEFT - RIGHT));
  const height = HEAD + rows.length * ROW + 12;
  const title = say(view, text('节点图：计划、预计、实际', 'Milestones: plan, forecast, actual'));
  return (
    <>
      <h2>{title}</h2>
      <p class="muted">
        {say(
          view,
          text(
            '◇ 签约时的承诺　◆ 现行承诺　▷ 预计　● 实际　┆ 今天',
            '◇ first promise  ◆ present promise  ▷ forecast  ● actual  ┆ today',
          ),
        )}
      </p>
      <div class="scroll" role="region" aria-label={title} tabindex={0}>
        <svg class="chart" viewBox={`0 0 ${WIDTH} ${height}`} font-size="13" role="group" aria-label={title}>
          {months(from, addDays(to, -Math.ceil(span / 16)), span).map((month) => (
            <>
              <line x1={x(month)} x2={x(month)} y1={HEAD - 8} y2={height} stroke="#dde2e8" />
              <text x={x(month) + 3} y={14} fill="#4d5764" font-size="11">
                {month.slice(0, 7)}
              </text>
            </>
          ))}
          {rows.map((m, i) => (
            <Row
              m={m}
              y={HEAD + i * ROW + ROW / 2}
              x={x}
              now={now}
              to={eventsOf(view, `milestone:${m.id}`)}
            />
          ))}
          <line
            x1={x(now)}
            x2={x(now)}
            y1={18}
            y2={height}
            stroke="#0b4f9c"
            stroke-width="2"
            stroke-dasharray="5 3"
          />
          <text x={x(now) + 4} y={28} fill="#0b4f9c" font-size="12" font-weight="600">
            {now}
          </text>
        </svg>
      </div>
    </>
  );
}

function Row({
  m,
  y,
  x,
  now,
  to,
}: {
  m: Milestone;
  y: number;
  x: (day: LocalDate) => number;
  now: LocalDate;
  to: string;
}) {
  const first = m.baselines[0]?.committedOn;
  const promised = committedOn(m);
  const expected = expectedOn(m)!;
  const end = m.actualOn ?? (expected < now ? now : expected);
  const isLate = promised !== undefined && end > promised;
  const diamond = (day: LocalDate): string => {
    const at = x(day);
    return `M${at - 6} ${y}L${at} ${y - 6}L${at + 6} ${y}L${at} ${y + 6}Z`;
  };
  return (
    <a href={to} aria-label={`${m.name}: ${promised ?? '—'} / ${m.forecastOn ?? '—'} / ${m.actualOn ?? '—'}`}>
      <text x={8} y={y + 5} fill="#1c2430">
        {m.name.length > 16 ? `${m.name.slice(0, 15)}…` : m.name}
      </text>
      {isLate ? (
        <line
          x1={x(promised)}
          x2={x(end)}
          y1={y}
          y2={y}
          stroke="#a40000"
          stroke-width="3"
          stroke-dasharray="4 3"
        />
      ) : null}
      {first !== undefined && first !== promised ? (
        <path d={diamond(first)} fill="#fff" stroke="#4d5764" stroke-width="1.5" />
      ) : null}
      {promised === undefined ? null : <path d={diamond(promised)} fill="#4d5764" />}
      {m.actualOn === undefined && m.forecastOn !== undefined ? (
        <path
          d={`M${x(m.forecastOn) - 5} ${y - 7}L${x(m.forecastOn) + 7} ${y}L${x(m.forecastOn) - 5} ${y + 7}Z`}
          fill="#fff"
          stroke="#7a5200"
          stroke-width="2"
        />
      ) : null}
      {m.actualOn === undefined ? null : (
        <circle cx={x(m.actualOn)} cy={y} r={6} fill="#0b5d1e" stroke="#fff" stroke-width="1.5" />
      )}
    </a>
  );
}

const datesOf = (m: Milestone): LocalDate[] =>
  [m.baselines[0]?.committedOn, committedOn(m), m.forecastOn, m.actualOn].filter(isDay);

/** First days of months, no more than about a dozen of them. */
function months(from: LocalDate, to: LocalDate, span: number): LocalDate[] {
  const step = Math.max(1, Math.ceil(span / 365));
  const found: LocalDate[] = [];
  for (let day = addMonths(`${from.slice(0, 7)}-01`, 1); day <= to; day = addMonths(day, step))
    found.push(day);
  return found;
}

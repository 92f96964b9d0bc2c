/** The wall chart as SVG, in millimetres of its paper: pure geometry, told by pattern, shape and letter. */
import { addMonths, daysBetween, type LocalDate } from '../domain/dates.ts';
import { LIGHT_SIGNS, type Light } from '../domain/lights.ts';
import type { WallRow } from '../domain/review/wall.ts';
import { say, text, type Language } from './view.ts';

export const PAPERS = { A3: { width: 420, height: 297 }, A0: { width: 1189, height: 841 } } as const;
export type Paper = keyof typeof PAPERS;

/** What is drawn with; each can be told from white paper and from the others in a grey copy. */
export const INKS = {
  ink: '#1c2430',
  line: '#8a93a0',
  red: '#a40000',
  yellow: '#7a5200',
  green: '#0b5d1e',
} as const;
const LETTERS: Record<Light, string> = { red: 'R', yellow: 'Y', green: 'G' };
const FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

export interface WallChart {
  rows: readonly WallRow[];
  paper: Paper;
  language: Language;
  title: string;
  today: LocalDate;
  sheet: number;
  sheets: number;
}

/** The first days of the months on the axis, few enough to be read. */
export function axisOf(rows: readonly WallRow[], today: LocalDate): LocalDate[] {
  const days = [
    today,
    ...rows.flatMap((r) =>
      [r.signedOn, r.plannedTo, r.forecastTo, r.actualTo].filter((d) => d !== undefined),
    ),
  ].toSorted();
  const from = `${days[0]!.slice(0, 7)}-01`;
  const to = days.at(-1)!;
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7)) +
    1;
  const step = [1, 2, 3, 6, 12].find((s) => months / s <= 20) ?? Math.ceil(months / 20);
  return Array.from({ length: Math.ceil(months / step) + 1 }, (_, i) => addMonths(from, i * step));
}

/** As much of a text as fits; a Chinese character is as wide as the type is high, a Latin one about half. */
export function fit(words: string, width: number, size: number): string {
  let used = 0;
  const letters = Array.from(words);
  for (const [i, letter] of letters.entries()) {
    used += letter.charCodeAt(0) < 0x2e80 ? size * 0.58 : size;
    if (used > width) return `${letters.slice(0, Math.max(0, i - 1)).join('')}…`;
  }
  return words;
}

/** One sheet. Its size on paper is written in it. */
export function WallChartSvg(chart: WallChart) {
  const { rows, paper, language, today } = chart;
  const { width, height } = PAPERS[paper];
  const unit = width / 420;
  const margin = 8 * unit;
  const top = 30 * unit;
  const groups = new Set(rows.map((r) => r.group.zh)).size;
  const rowHeight = Math.min(9 * unit, (height - top - margin) / Math.max(1, rows.length + groups));
  const size = Math.min(rowHeight * 0.66, 3.2 * unit);
  const columns = {
    light: margin + 4 * size,
    name: margin + 7.5 * size,
    stage: 84 * unit,
    leader: 102 * unit,
  };
  const chartLeft = 138 * unit;
  const chartRight = width - margin;
  const axis = axisOf(rows, today);
  const span = daysBetween(axis[0]!, axis.at(-1)!);
  const x = (day: LocalDate): number =>
    round(chartLeft + ((chartRight - chartLeft) * daysBetween(axis[0]!, day)) / span);
  const words = (zh: string, en: string): string => say({ language }, text(zh, en));
  const placed = place(rows, top, rowHeight);
  const bottom = (placed.at(-1)?.y ?? top) + rowHeight;
  const label = (at: { x: number; y: number; size?: number; weight?: number }, content: string) => (
    <text
      x={round(at.x)}
      y={round(at.y)}
      font-size={round(at.size ?? size)}
      font-weight={at.weight}
      fill={INKS.ink}
    >
      {content}
    </text>
  );
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={chart.title}
      width={`${width}mm`}
      height={`${height}mm`}
      viewBox={`0 0 ${width} ${height}`}
      font-family={FONT}
    >
      <defs>
        <pattern
          id="hatch"
          width={unit}
          height={unit}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={unit} height={unit} fill="#fff" />
          <rect width={unit * 0.4} height={unit} fill={INKS.ink} />
        </pattern>
      </defs>
      <rect width={width} height={height} fill="#fff" />
      {label({ x: margin, y: 13 * unit, size: 7 * unit, weight: 700 }, chart.title)}
      {label(
        { x: margin, y: 20 * unit, size: 3.4 * unit },
        words(
          `数据截至 ${today} · 第 ${chart.sheet} 张，共 ${chart.sheets} 张 · 本张 ${rows.length} 个项目`,
          `as of ${today} · sheet ${chart.sheet} of ${chart.sheets} · ${rows.length} projects here`,
        ),
      )}
      <g transform={`translate(${chartLeft} ${17 * unit})`}>
        {(['plan', 'forecast', 'actual'] as const).map((kind, i) => (
          <g transform={`translate(${i * 42 * unit} 0)`}>
            <Bar kind={kind} x={0} y={0} width={12 * unit} height={3 * unit} unit={unit} />
            {label(
              { x: 14 * unit, y: 2.8 * unit, size: 3.4 * unit },
              {
                plan: words('计划', 'plan'),
                forecast: words('预计', 'forecast'),
                actual: words('实际', 'actual'),
              }[kind],
            )}
          </g>
        ))}
        {(['red', 'yellow', 'green'] as const).map((light, i) => (
          <LightMark
            light={light}
            language={language}
            x={(130 + i * 18) * unit}
            y={2.8 * unit}
            size={3.4 * unit}
          />
        ))}
      </g>
      {axis.map((day) => (
        <g>
          <line
            x1={x(day)}
            x2={x(day)}
            y1={top - 2 * unit}
            y2={round(bottom)}
            stroke={INKS.line}
            stroke-width={0.12 * unit}
          />
          {day === axis.at(-1)
            ? null
            : label({ x: x(day) + 0.6 * unit, y: top - 2.5 * unit, size: 2.8 * unit }, day.slice(0, 7))}
        </g>
      ))}
      {placed.map(({ row, y, number }) =>
        typeof row === 'string' ? (
          <g class="group">
            <rect
              x={margin}
              y={round(y)}
              width={round(chartRight - margin)}
              height={round(rowHeight)}
              fill="#e3e7ec"
            />
            {label({ x: margin + size, y: y + rowHeight * 0.72, weight: 700 }, row)}
          </g>
        ) : (
          <g class="project">
            <title>{row.name}</title>
            <line
              x1={margin}
              x2={chartRight}
              y1={round(y + rowHeight)}
              y2={round(y + rowHeight)}
              stroke="#c9d0d9"
              stroke-width={0.1 * unit}
            />
            {label({ x: margin, y: y + rowHeight * 0.72 }, String(number))}
            <LightMark
              light={row.light}
              language={language}
              x={columns.light - size}
              y={y + rowHeight * 0.72}
              size={size}
            />
            {label(
              { x: columns.name, y: y + rowHeight * 0.72 },
              fit(row.name, columns.stage - columns.name - size, size),
            )}
            {label(
              { x: columns.stage, y: y + rowHeight * 0.72 },
              fit(row.stage[language], columns.leader - columns.stage - size, size),
            )}
            {label(
              { x: columns.leader, y: y + rowHeight * 0.72 },
              fit(row.leader, chartLeft - columns.leader - size, size),
            )}
            <Bars row={row} x={x} y={y} height={rowHeight} unit={unit} />
          </g>
        ),
      )}
      <line
        class="today"
        x1={x(today)}
        x2={x(today)}
        y1={top - 6 * unit}
        y2={round(bottom)}
        stroke={INKS.red}
        stroke-width={0.5 * unit}
        stroke-dasharray={`${2 * unit} ${unit}`}
      />
      {label({ x: x(today) + unit, y: top - 6 * unit, size: 3 * unit, weight: 700 }, words('今日', 'today'))}
    </svg>
  );
}

/** Each row and each group's heading with its place. */
function place(rows: readonly WallRow[], top: number, rowHeight: number) {
  const placed: { row: WallRow | string; y: number; number: number }[] = [];
  let group: string | undefined;
  const add = (row: WallRow | string, number: number) =>
    placed.push({ row, number, y: top + placed.length * rowHeight });
  for (const [i, row] of rows.entries()) {
    if (row.group.zh !== group) add(row.group.zh, 0);
    group = row.group.zh;
    add(row, i + 1);
  }
  return placed;
}

const round = (n: number): number => Math.round(n * 100) / 100;

function Bars({
  row,
  x,
  y,
  height,
  unit,
}: {
  row: WallRow;
  x: (day: LocalDate) => number;
  y: number;
  height: number;
  unit: number;
}) {
  const third = height * 0.27;
  const bar = (kind: BarKind, n: number, from: LocalDate, to: LocalDate | undefined) =>
    to === undefined || to <= from ? null : (
      <Bar
        kind={kind}
        x={x(from)}
        y={y + height * 0.08 + n * third}
        width={x(to) - x(from)}
        height={third * 0.86}
        unit={unit}
      />
    );
  return (
    <>
      {bar('plan', 0, row.signedOn, row.plannedTo)}
      {bar('forecast', 1, row.actualTo ?? row.signedOn, row.forecastTo)}
      {bar('actual', 2, row.signedOn, row.actualTo)}
      {row.marks.map((m) => (
        <path
          class="mark"
          d={`M${x(m.plannedOn)} ${round(y + height * 0.05)}l${round(third * 0.5)} ${round(third * 0.5)}l${-round(third * 0.5)} ${round(third * 0.5)}l${-round(third * 0.5)} ${-round(third * 0.5)}z`}
          fill={m.actualOn === undefined ? '#fff' : INKS.ink}
          stroke={INKS.ink}
          stroke-width={0.15 * unit}
        >
          <title>{`${m.name} ${m.plannedOn}`}</title>
        </path>
      ))}
    </>
  );
}

type BarKind = 'plan' | 'forecast' | 'actual';
const FILLS: Record<BarKind, string> = { plan: '#fff', forecast: 'url(#hatch)', actual: INKS.ink };

function Bar({
  kind,
  x,
  y,
  width,
  height,
  unit,
}: {
  kind: BarKind;
  x: number;
  y: number;
  width: number;
  height: number;
  unit: number;
}) {
  return (
    <rect
      class={kind}
      x={round(x)}
      y={round(y)}
      width={round(width)}
      height={round(height)}
      fill={FILLS[kind]}
      stroke={INKS.ink}
      stroke-width={round(0.2 * unit)}
    />
  );
}

function LightMark({
  light,
  language,
  x,
  y,
  size,
}: {
  light: Light;
  language: Language;
  x: number;
  y: number;
  size: number;
}) {
  const { sign, zh } = LIGHT_SIGNS[light];
  return (
    <text
      class={`light-${light}`}
      x={round(x)}
      y={round(y)}
      font-size={round(size)}
      fill={INKS[light]}
      font-weight="700"
    >
      {`${sign}${language === 'zh' ? zh : LETTERS[light]}`}
    </text>
  );
}

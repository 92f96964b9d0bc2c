/** The page of the wall chart: what to print, on which paper. */
import { WALL_GROUPING_NAMES, WALL_GROUPINGS, type WallGrouping } from '../domain/review/wall.ts';
import { Page } from './layout.tsx';
import { Choice } from './parts.tsx';
import { say, text, withQuery, type View } from './view.ts';
import { PAPERS, WallChartSvg, type WallChart } from './wall-chart.tsx';

export const WALL_FORMATS = ['svg', 'pdf', 'png'] as const;

export function WallPage({
  view,
  chart,
  by,
  county,
  counties,
}: {
  view: View;
  chart: WallChart;
  by: WallGrouping;
  county: string | undefined;
  counties: readonly string[];
}) {
  const { search } = new URL(view.path, 'http://x');
  const numbers = Array.from({ length: chart.sheets }, (_, i) => String(i + 1));
  return (
    <Page view={view} title={say(view, text('挂图作战', 'Wall chart'))} styles={['wall.css']}>
      <div class="row">
        <Choice
          {...{
            view,
            name: 'county',
            label: say(view, text('县区', 'County')),
            options: counties,
            value: county,
          }}
          {...(view.counties === undefined ? { all: say(view, text('全部', 'all')) } : {})}
        />
        <Choice
          {...{ view, name: 'by', label: say(view, text('分组', 'Grouped by')), value: by }}
          options={WALL_GROUPINGS.map((value) => ({ value, label: say(view, WALL_GROUPING_NAMES[value]) }))}
        />
        <Choice
          {...{ view, name: 'paper', label: say(view, text('纸张', 'Paper')), value: chart.paper }}
          options={Object.keys(PAPERS)}
        />
        <Choice
          {...{ view, name: 'sheet', label: say(view, text('第几张', 'Sheet')), value: String(chart.sheet) }}
          options={numbers}
        />
        {WALL_FORMATS.map((format) => (
          <a
            class="button second"
            href={withQuery(`/wall.${format}${search}`, { lang: view.language })}
            download
          >
            {say(view, text('下载', 'Download'))} {format.toUpperCase()}
          </a>
        ))}
      </div>
      <p class="muted">
        {say(
          view,
          text(
            '每张最多 100 个在办项目；PDF 含全部各张。灰度打印可读：计划为空心，预计为斜线，实际为实心。',
            'At most 100 open projects a sheet; the PDF holds every sheet. It can be read in grey: plan hollow, forecast hatched, actual solid.',
          ),
        )}
      </p>
      <div class="wall" role="region" aria-label={chart.title} tabindex={0}>
        <WallChartSvg {...chart} />
      </div>
    </Page>
  );
}

/** The wall chart: a page, and the same sheet as a file. */
import type { Project } from '../../domain/project/state.ts';
import { WALL_GROUPINGS, wallRow, wallSheets, type WallGrouping } from '../../domain/review/wall.ts';
import type { Entry } from '../../domain/review/entry.ts';
import { byText, reject } from '../../domain/text.ts';
import { drawingPdf, drawingPng, type Drawing } from '../../documents/drawing.ts';
import { NoBrowser } from '../../documents/pdf.ts';
import { projectStream } from '../../store/aggregates.ts';
import { readEntries } from '../../store/entries.ts';
import { statesOf, whole } from '../../store/read.ts';
import { say, text, type View } from '../../web/view.ts';
import { PAPERS, WallChartSvg, type Paper, type WallChart } from '../../web/wall-chart.tsx';
import { WALL_FORMATS, WallPage } from '../../web/wall.tsx';
import { countyFor, type Pages } from '../page.ts';
import type { Deps, Request } from '../route.ts';

type Format = (typeof WALL_FORMATS)[number];
const MEDIA: Record<Format, string> = {
  svg: 'image/svg+xml; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
};

export function addWall({ system }: Deps, { page }: Pages, chromium: string | undefined): void {
  const read = async (c: Request, view: View) => {
    const found = countyFor(c, view);
    if ('refused' in found) return found;
    const { county } = found;
    const by = WALL_GROUPINGS.find((g) => g === c.req.query('by')) ?? 'county';
    const paper: Paper = c.req.query('paper') === 'A0' ? 'A0' : 'A3';
    const entries = await readEntries(system, view.now, county);
    const sheets = wallSheets(entries, by);
    const asked = Number(c.req.query('sheet') ?? 1);
    if (!Number.isInteger(asked) || asked < 1 || asked > sheets.length) {
      const [zh, en] = [
        `共 ${sheets.length} 张，没有第 ${c.req.query('sheet')} 张`,
        `there are ${sheets.length} sheets`,
      ];
      return { refused: reject('badRequest', zh, en, 'sheet') };
    }
    const chartOf = async (sheet: number): Promise<WallChart> => ({
      ...{ paper, sheet, sheets: sheets.length, today: view.today, language: view.language },
      rows: await rowsOf(sheets[sheet - 1]!, by),
      title: say(
        view,
        text(`${county ?? '全部县区'}重点项目挂图作战`, `Key projects of ${county ?? 'all counties'}`),
      ),
    });
    const counties = view.counties ?? (await countiesOf(county === undefined ? entries : undefined, view));
    return { by, county, counties, asked, chartOf, sheets: sheets.length };
  };
  const countiesOf = async (entries: readonly Entry[] | undefined, view: View) =>
    [...new Set((entries ?? (await readEntries(system, view.now))).map((e) => e.county))].toSorted(byText);
  const rowsOf = async (entries: readonly Entry[], by: WallGrouping) => {
    const streams = entries.map((e) => projectStream(e.project));
    const states = new Map((await whole(statesOf<Project>(system.db, streams))).map((p) => [p.id, p]));
    return entries.map((e) => wallRow(e, states.get(e.project)!, by));
  };

  page('/wall', async (c, view) => {
    const found = await read(c, view);
    if ('refused' in found) return found;
    return WallPage({ view, ...found, chart: await found.chartOf(found.asked) });
  });
  for (const format of WALL_FORMATS) {
    page(`/wall.${format}`, async (c, view) => {
      const found = await read(c, view);
      if ('refused' in found) return found;
      const numbers =
        format === 'pdf' ? Array.from({ length: found.sheets }, (_, i) => i + 1) : [found.asked];
      const charts = await Promise.all(numbers.map(found.chartOf));
      const drawing = {
        sheets: await Promise.all(charts.map(async (chart) => (await WallChartSvg(chart)).toString())),
        ...PAPERS[charts[0]!.paper],
      };
      try {
        return c.body((await draw(drawing, format, chromium)) as Uint8Array<ArrayBuffer>, 200, {
          'content-type': MEDIA[format],
          'content-disposition': `attachment; filename="wall-${view.today}.${format}"`,
          'cache-control': 'no-store',
        });
      } catch (error) {
        if (!(error instanceof NoBrowser)) throw error;
        const [zh, en] = error.message.split(' / ');
        return { refused: reject('noBrowser', zh!, en!) };
      }
    });
  }
}

async function draw(drawing: Drawing, format: Format, chromium: string | undefined): Promise<Uint8Array> {
  if (format === 'pdf') return drawingPdf(drawing, chromium);
  if (format === 'png') return drawingPng(drawing, chromium);
  return new TextEncoder().encode(drawing.sheets[0]);
}

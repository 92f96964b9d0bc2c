/** Prints drawings with the machine's Chromium: on paper of their own size, and as a picture. */
import { withPage } from './pdf.ts';

export interface Drawing {
  /** SVG, one a sheet. */
  sheets: readonly string[];
  /** Millimetres. */
  width: number;
  height: number;
}

const FRAME =
  '<style>@page{margin:0}*{margin:0}svg{display:block;break-after:page}svg:last-child{break-after:auto}</style>';
const PIXELS_PER_MM = 96 / 25.4;
/** A larger picture is too large for many viewers. */
const MOST_PIXELS = 4_500;

/** A PDF with a page for each sheet, exactly of its size. Throws `NoBrowser` where there is none. */
export const drawingPdf = (
  { sheets, width, height }: Drawing,
  chromium: string | undefined,
): Promise<Uint8Array> =>
  withPage(chromium, {}, async (page) => {
    await page.setContent(`<!doctype html>${FRAME}${sheets.join('')}`);
    return page.pdf({ width: `${width}mm`, height: `${height}mm`, printBackground: true });
  });

/** What a picture of this size on paper measures in pixels: twice what a screen has, where that is not too large. */
export function pixelsOf({ width, height }: Pick<Drawing, 'width' | 'height'>) {
  const css = { width: Math.ceil(width * PIXELS_PER_MM), height: Math.ceil(height * PIXELS_PER_MM) };
  return { css, scale: css.width * 2 <= MOST_PIXELS ? 2 : 1 };
}

/** A PNG of the first sheet. Throws `NoBrowser` where there is none. */
export function drawingPng(drawing: Drawing, chromium: string | undefined): Promise<Uint8Array> {
  const { css, scale } = pixelsOf(drawing);
  return withPage(chromium, { viewport: css, deviceScaleFactor: scale }, async (page) => {
    await page.setContent(`<!doctype html>${FRAME}${drawing.sheets[0] ?? ''}`);
    return page.screenshot({ clip: { x: 0, y: 0, ...css } });
  });
}

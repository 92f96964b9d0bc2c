/** A document in the format that is asked for. */
import type { Document } from './document.ts';
import { docxOf } from './docx.ts';
import { htmlOf } from './html.ts';
import { pdfOf } from './pdf.ts';

export const FORMATS = ['docx', 'html', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA: Record<Format, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
};

/** `chromium` is the browser that prints PDF. Throws `NoBrowser` where one is needed and there is none. */
export async function print(
  document: Document,
  format: Format,
  chromium: string | undefined,
): Promise<Uint8Array> {
  switch (format) {
    case 'docx':
      return docxOf(document);
    case 'html':
      return new TextEncoder().encode(htmlOf(document));
    case 'pdf':
      return pdfOf(document, chromium);
  }
}

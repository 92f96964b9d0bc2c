/** Writes a document as HTML with print rules; the PDF is this page, printed. */
import { visible } from '../domain/text.ts';
import { numbered, type Block, type Document } from './document.ts';
import { FALLBACK, FONTS, LEADING, MARGINS, pageNumber, SIZES } from './layout.ts';

const family = (names: readonly string[], fallback: readonly string[]): string =>
  [...names, ...fallback].map((n) => (/^[a-z-]+$/.test(n) ? n : `'${n}'`)).join(', ');
const SERIF = (names: readonly string[]) => family(names, FALLBACK.serif);
const BODY = SERIF(FONTS.body);
const PAGE_NUMBER = `content: '${pageNumber[0]}' counter(page) '${pageNumber[1]}'; font: ${SIZES.page}pt ${SERIF(FONTS.page)}; vertical-align: top; padding: 5mm ${SIZES.page}pt 0`;

/** Print rules in the layout of GB/T 9704-2012. */
export const PRINT_CSS = `
@page { size: A4; margin: ${MARGINS.top}mm ${MARGINS.right}mm ${MARGINS.bottom}mm ${MARGINS.left}mm; }
@page :right { @bottom-right { ${PAGE_NUMBER}; } }
@page :left { @bottom-left { ${PAGE_NUMBER}; } }
@page landscape { size: A4 landscape; margin: ${MARGINS.left}mm ${MARGINS.top}mm ${MARGINS.right}mm ${MARGINS.bottom}mm; }
body { margin: 0; font: ${SIZES.body}pt/${LEADING.body}pt ${BODY}; text-align: justify; line-break: strict; overflow-wrap: anywhere; }
section { break-before: page; }
section:first-of-type { break-before: auto; }
section.landscape { page: landscape; }
h1 { margin: 0; text-align: center; font: ${SIZES.title}pt/${LEADING.title}pt ${SERIF(FONTS.title)}; }
p.subtitle { margin: 0 0 ${LEADING.body}pt; text-align: center; font-family: ${SERIF(FONTS.heading2)}; text-indent: 0; }
h2, h3, h4, p { margin: 0; font-size: inherit; font-weight: normal; text-indent: 2em; }
h2, h3, h4 { break-after: avoid; }
h2 { font-family: ${family(FONTS.heading1, FALLBACK.sans)}; }
h3 { font-family: ${SERIF(FONTS.heading2)}; }
h4 { font-weight: bold; }
p.note { font-size: ${SIZES.note}pt; line-height: ${LEADING.note}pt; text-indent: 0; }
table { width: 100%; margin: 2mm 0; border-collapse: collapse; table-layout: fixed; font-size: ${SIZES.table}pt; line-height: ${LEADING.table}pt; text-align: left; }
th, td { border: 0.5pt solid #000; padding: 0.5mm 1mm; white-space: pre-line; }
th { font-weight: normal; text-align: center; font-family: ${family(FONTS.heading1, FALLBACK.sans)}; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
@media screen { body { max-width: 156mm; margin: 10mm auto; } }`;

/** The document as one page with nothing outside it. */
export function htmlOf({ title, subtitle, sections }: Document): string {
  const parts = numbered(sections).map(
    ({ landscape, blocks }, i) =>
      `<section${landscape ? ' class="landscape"' : ''}>\n${i === 0 ? `<h1>${escape(title)}</h1>\n<p class="subtitle">${escape(subtitle)}</p>\n` : ''}${blocks.map(write).join('\n')}\n</section>`,
  );
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${escape(title)}</title><style>${PRINT_CSS}</style></head>
<body>
${parts.join('\n')}
</body>
</html>
`;
}

function write(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level + 1}>${escape(block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p>${escape(block.text)}</p>`;
    case 'note':
      return `<p class="note">${escape(block.text)}</p>`;
    case 'table': {
      const whole = block.widths.reduce((a, b) => a + b, 0);
      const columns = block.widths.map((w) => `<col style="width:${((w / whole) * 100).toFixed(2)}%">`);
      const row = (cells: string[], tag: string) =>
        `<tr>${cells.map((c) => `<${tag}>${escape(c)}</${tag}>`).join('')}</tr>`;
      return `<table><colgroup>${columns.join('')}</colgroup><thead>${row(block.head, 'th')}</thead><tbody>\n${block.rows.map((r) => row(r, 'td')).join('\n')}\n</tbody></table>`;
    }
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => visible(text).replaceAll(/[&<>"]/g, (c) => ENTITIES[c]!);

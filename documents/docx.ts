/** Writes a document as .docx. The same document gives the same bytes, on any day and any machine. */
import {
  AlignmentType,
  BorderStyle,
  Document as Docx,
  DocumentGridType,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type IRunOptions,
  type ISectionOptions,
} from 'docx';
import { strToU8, strFromU8, unzipSync, zipSync } from 'fflate';
import { visible } from '../domain/text.ts';
import { numbered, type Block, type Document, type Section } from './document.ts';
import { FONTS, FOOTER, LEADING, MARGINS, PAGE, pageNumber, SIZES } from './layout.ts';

const twips = (mm: number): number => Math.round((mm / 25.4) * 1440);
const points = (pt: number): number => pt * 20;
/** A zip holds local times: this is what its format begins with, whatever the machine's zone. */
const ZIP_EPOCH = new Date(1980, 0, 1);

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
const run = (text: string, name: string, size: number, more: IRunOptions = {}): TextRun =>
  new TextRun({ ...more, text: visible(text), font: font(name), size: size * 2 });
const exactly = (leading: number) => ({ line: points(leading), lineRule: LineRuleType.EXACT });
const INDENT = { firstLine: points(2 * SIZES.body), firstLineChars: 200 };

const HEADINGS = {
  1: { name: FONTS.heading1[0], bold: false },
  2: { name: FONTS.heading2[0], bold: false },
  3: { name: FONTS.body[0], bold: true },
} as const;

/** The bytes of the document as a .docx file. */
export async function docxOf(document: Document): Promise<Uint8Array> {
  const sections = numbered(document.sections);
  const docx = new Docx({
    title: visible(document.title),
    creator: 'Quancheng',
    lastModifiedBy: 'Quancheng',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: font(FONTS.body[0]), size: SIZES.body * 2 },
          paragraph: { spacing: exactly(LEADING.body) },
        },
      },
    },
    sections: sections.map((section, i) => sectionOf(section, i === 0 ? titleOf(document) : [])),
  });
  return fixedBytes(await Packer.toBuffer(docx), document.on);
}

function sectionOf({ landscape, blocks }: Section, before: Paragraph[]): ISectionOptions {
  const body = twips(
    landscape ? PAGE.height - MARGINS.top - MARGINS.bottom : PAGE.width - MARGINS.left - MARGINS.right,
  );
  const [top, right, bottom, left] = landscape
    ? [MARGINS.left, MARGINS.top, MARGINS.right, MARGINS.bottom]
    : [MARGINS.top, MARGINS.right, MARGINS.bottom, MARGINS.left];
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      grid: { type: DocumentGridType.LINES, linePitch: points(LEADING.body) },
      page: {
        size: {
          width: twips(PAGE.width),
          height: twips(PAGE.height),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          ...{ top: twips(top), right: twips(right), bottom: twips(bottom), left: twips(left) },
          footer: twips(landscape ? Math.min(FOOTER, bottom - 10) : FOOTER),
        },
      },
    },
    footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
    children: [...before, ...blocks.flatMap((block) => writeBlock(block, body))],
  };
}

/** The page number at the outer side, one character in. */
function footer(alignment: 'left' | 'right'): Footer {
  const aside = { [alignment]: points(SIZES.page) };
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: aside,
        children: [
          run('', FONTS.page[0], SIZES.page, {
            children: [pageNumber[0], PageNumber.CURRENT, pageNumber[1]],
          }),
        ],
      }),
    ],
  });
}

function titleOf({ title, subtitle }: Document): Paragraph[] {
  const centred = { alignment: AlignmentType.CENTER };
  return [
    new Paragraph({
      ...centred,
      spacing: exactly(LEADING.title),
      children: [run(title, FONTS.title[0], SIZES.title)],
    }),
    new Paragraph({ ...centred, children: [run(subtitle, FONTS.heading2[0], SIZES.body)] }),
    new Paragraph({ children: [] }),
  ];
}

function writeBlock(block: Block, body: number): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading': {
      const { name, bold } = HEADINGS[block.level];
      const children = [run(block.text, name, SIZES.body, { bold })];
      return [new Paragraph({ indent: INDENT, keepNext: true, outlineLevel: block.level - 1, children })];
    }
    case 'paragraph':
      return [
        new Paragraph({
          indent: INDENT,
          alignment: AlignmentType.BOTH,
          children: [run(block.text, FONTS.body[0], SIZES.body)],
        }),
      ];
    case 'note':
      return [
        new Paragraph({
          spacing: exactly(LEADING.note),
          children: [run(block.text, FONTS.body[0], SIZES.note)],
        }),
      ];
    case 'table':
      return [writeTable(block, body)];
  }
}

function writeTable({ head, widths, rows }: Extract<Block, { type: 'table' }>, body: number): Table {
  const whole = widths.reduce((a, b) => a + b, 0);
  const columns = widths.map((w) => Math.round((w / whole) * body));
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const row = (cells: string[], tableHeader: boolean) =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map(
        (text, i) =>
          new TableCell({
            width: { size: columns[i]!, type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            margins: { left: 60, right: 60, top: 30, bottom: 30 },
            children: text.split('\n').map(
              (part) =>
                new Paragraph({
                  spacing: exactly(LEADING.table),
                  alignment: tableHeader ? AlignmentType.CENTER : AlignmentType.LEFT,
                  children: [run(part, tableHeader ? FONTS.heading1[0] : FONTS.body[0], SIZES.table)],
                }),
            ),
          }),
      ),
    });
  return new Table({
    width: { size: columns.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: columns,
    layout: TableLayoutType.FIXED,
    borders: {
      ...{ top: line, bottom: line, left: line, right: line },
      insideHorizontal: line,
      insideVertical: line,
    },
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}

/** The library stamps the moment of writing into the file and its zip: both become the document's own day. */
function fixedBytes(written: Uint8Array, on: string): Uint8Array {
  const files = unzipSync(written);
  const core = 'docProps/core.xml';
  const stamped = strFromU8(files[core]!).replaceAll(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
    `$1${on}T00:00:00Z`,
  );
  files[core] = strToU8(stamped);
  return zipSync(files, { mtime: ZIP_EPOCH, level: 9 });
}

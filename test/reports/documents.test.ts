/** Each document read back by another library than the one that wrote it. */
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { chineseNumber, heading, numbered, type Document } from '../../documents/document.ts';
import { docxOf } from '../../documents/docx.ts';
import { htmlOf } from '../../documents/html.ts';
import { findChromium, NoBrowser, pdfOf } from '../../documents/pdf.ts';
import { exampleDocuments } from '../../docs/example-reports.ts';

let documents: Record<string, Document>;
beforeAll(async () => {
  documents = await exampleDocuments();
});

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const NAMES = ['weekly', 'weekly-later', 'corrections', 'daily', 'monthly', 'brief', 'batches', 'targets'];

type Node = Record<string, unknown>;
const parser = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: true,
  trimValues: false,
  parseTagValue: false,
});

/** Every element of a name, with its attributes and children, in order. */
function all(nodes: unknown, name: string): { attributes: Record<string, string>; children: unknown }[] {
  return (nodes as Node[]).flatMap((node) => {
    const [tag] = Object.keys(node).filter((k) => k !== ':@');
    const children = node[tag!];
    const inner = Array.isArray(children) ? all(children, name) : [];
    if (tag !== name) return inner;
    const attributes = Object.fromEntries(
      Object.entries((node[':@'] ?? {}) as Node).map(([k, v]) => [k.replace('@_w:', ''), String(v)]),
    );
    return [{ attributes, children }, ...inner];
  });
}
const textOf = (nodes: unknown): string =>
  all(nodes, 'w:t')
    .map((t) => (t.children as Record<string, string>[])[0]?.['#text'] ?? '')
    .join('');

async function readDocx(document: Document) {
  const files = unzipSync(await docxOf(document));
  const xml = (name: string) => parser.parse(strFromU8(files[name]!)) as unknown;
  return { files: Object.keys(files), xml, body: xml('word/document.xml') };
}

/** Fonts and sizes (half points) of the run that says a text. */
function styleOf(body: unknown, text: string) {
  const run = all(body, 'w:r').find((r) => textOf(r.children).includes(text));
  expect(run, text).toBeDefined();
  return {
    font: all(run!.children, 'w:rFonts')[0]!.attributes.eastAsia,
    size: Number(all(run!.children, 'w:sz')[0]!.attributes.val) / 2,
  };
}

describe('a .docx', () => {
  test('has the page of GB/T 9704-2012', async () => {
    const { body, xml } = await readDocx(documents.weekly!);
    const mm = (twips: string | undefined): number => Math.round((Number(twips) / 1440) * 25.4);
    const [portrait, landscape] = all(body, 'w:sectPr').map((s) => ({
      size: all(s.children, 'w:pgSz')[0]!.attributes,
      margin: all(s.children, 'w:pgMar')[0]!.attributes,
      grid: all(s.children, 'w:docGrid')[0]!.attributes,
    }));
    expect([mm(portrait!.size.w), mm(portrait!.size.h)]).toEqual([210, 297]);
    const { top, right, bottom, left } = portrait!.margin;
    expect([top, right, bottom, left].map(mm)).toEqual([37, 26, 35, 28]);
    expect(landscape!.size).toMatchObject({ orient: 'landscape' });
    expect([mm(landscape!.size.w), mm(landscape!.size.h)]).toEqual([297, 210]);
    // 22 lines of 28 pt and 28 characters of 16 pt fit into the type area.
    expect(Math.floor((((297 - 37 - 35) / 25.4) * 72) / 28)).toBe(22);
    expect(Math.round((((210 - 28 - 26) / 25.4) * 72) / 16)).toBe(28);
    const [spacing] = all(xml('word/styles.xml'), 'w:spacing');
    expect(spacing!.attributes).toMatchObject({ line: '560', lineRule: 'exact' });
  });

  test('has the fonts and sizes of title, headings, body and table, each by name', async () => {
    const { body, files } = await readDocx(documents.weekly!);
    expect(styleOf(body, '重点项目周调度纪要')).toEqual({ font: '方正小标宋_GBK', size: 22 });
    expect(styleOf(body, '一、总体情况')).toEqual({ font: '黑体', size: 16 });
    expect(styleOf(body, '（一）等待窗口或堵点')).toEqual({ font: '楷体_GB2312', size: 16 });
    expect(styleOf(body, '截至2024年2月28日')).toEqual({ font: '仿宋_GB2312', size: 16 });
    expect(styleOf(body, '陵川县')).toEqual({ font: '仿宋_GB2312', size: 12 });
    expect(files.filter((f) => /\.(ttf|otf|odttf)$/.test(f))).toEqual([]);
    const paragraph = all(body, 'w:p').find((p) => textOf(p.children).startsWith('截至'))!;
    expect(all(paragraph.children, 'w:ind')[0]!.attributes).toMatchObject({ firstLineChars: '200' });
  });

  test('numbers its pages at the outer side, — 1 —, in 宋体 of 14 pt', async () => {
    const { files, xml } = await readDocx(documents.weekly!);
    expect(strFromU8(unzipSync(await docxOf(documents.weekly!))['word/settings.xml']!)).toContain(
      'evenAndOddHeaders',
    );
    const sides = files
      .filter((f) => /footer\d+\.xml$/.test(f))
      .map((f) => {
        const footer = xml(f);
        expect(textOf(footer)).toBe('—  —');
        expect(all(footer, 'w:rFonts')[0]!.attributes.eastAsia).toBe('宋体');
        expect(all(footer, 'w:sz')[0]!.attributes.val).toBe('28');
        return all(footer, 'w:jc')[0]!.attributes.val;
      });
    expect(new Set(sides)).toEqual(new Set(['left', 'right']));
  });

  test.each(NAMES)('%s says every word of its document', async (name) => {
    const { body } = await readDocx(documents[name]!);
    const said = textOf(body).replaceAll(/\s/g, '');
    for (const { blocks } of numbered(documents[name]!.sections)) {
      for (const block of blocks) {
        const words = block.type === 'table' ? [...block.head, ...block.rows.flat()] : [block.text];
        for (const word of words) expect(said).toContain(word.replaceAll(/\s/g, ''));
      }
    }
  });

  test('is the same to the byte on another day', async () => {
    const first = sha(await docxOf(documents.weekly!));
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(sha(await docxOf(structuredClone(documents.weekly!)))).toBe(first);
  });
});

test('the minutes carry the figures of the example county', () => {
  const rows = documents.weekly!.sections[0]!.blocks.flatMap((b) => (b.type === 'table' ? b.rows : []));
  expect(rows.find((r) => r[0] === '陵川县')).toEqual(['陵川县', '45', '35', '34\n75.6%', '43', '75', '55']);
});

test('the sheet of corrections names what was known later, and the minutes do not', () => {
  const sheet = htmlOf(documents.corrections!);
  expect(sheet).toContain('第一项议定事项的牵头单位为县能源局');
  expect(sheet).toContain('<td>审批事项办结</td><td>55</td><td>57</td>');
  expect(htmlOf(documents.weekly!)).not.toContain('县能源局。');
});

test('headings are numbered 一、（一）1.', () => {
  const blocks = [
    heading(1, '甲'),
    heading(2, '乙'),
    heading(3, '丙'),
    heading(2, '丁'),
    heading(1, '戊'),
    heading(2, '己'),
  ];
  const [section] = numbered([{ landscape: false, blocks }]);
  expect(section!.blocks.map((b) => (b.type === 'heading' ? b.text : ''))).toEqual([
    ...['一、甲', '（一）乙', '1.丙', '（二）丁', '二、戊', '（一）己'],
  ]);
  expect([1, 10, 11, 20, 99].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '九十九']);
});

test('what a project is called is text in the page, never markup', () => {
  const page = htmlOf({
    title: '<b>',
    subtitle: '&',
    on: '2024-01-01',
    sections: [{ landscape: false, blocks: [] }],
  });
  expect(page).toContain('<h1>&lt;b&gt;</h1>');
  expect(page).not.toContain('<b>');
});

const { path, chromium: given } = readConfig();
const chromium = findChromium(path, given);
if (chromium === undefined)
  console.log('没有 Chromium，跳过 PDF 测试 / no Chromium: the PDF tests are skipped');

describe.skipIf(chromium === undefined)('a PDF', () => {
  test('can be read as text, has its fonts within it, its page numbers, and the same bytes again', async () => {
    const bytes = await pdfOf(documents.weekly!, chromium);
    expect(sha(await pdfOf(documents.weekly!, chromium))).toBe(sha(bytes));
    const raw = Buffer.from(bytes).toString('latin1');
    // Glyphs of TrueType come as a font file, those of Noto CJK (CFF) as drawings: both are within the file.
    expect(/\/FontFile[23]? |\/Subtype \/Type3/.test(raw)).toBe(true);
    expect(raw.match(/\/FontName \/[A-Z]{6}\+\S*/g)!.join()).toMatch(/CJK|Noto|Song|Fang|Han|Hei|Kai/);
    const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
    const pages: string[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const { items } = await (await pdf.getPage(n)).getTextContent();
      pages.push(items.map((i) => ('str' in i ? i.str : '')).join(''));
    }
    // Where a font draws a character and a radical by one glyph, Chromium names the radical (⽬ for 目).
    const text = pages.join('').normalize('NFKC').replaceAll(/\s/g, '');
    expect(text).toContain('重点项目周调度纪要2024年2月28日一、总体情况');
    expect(text).toContain('陵川县453534');
    for (const [i, page] of pages.entries()) expect(page.replaceAll(/\s/g, '')).toContain(`—${i + 1}—`);
    const [first, second] = [await pdf.getPage(1), await pdf.getPage(2)].map((p) =>
      p.view.map((v) => Math.round((v / 72) * 25.4)),
    );
    expect([first, second]).toEqual([
      [0, 0, 210, 297],
      [0, 0, 297, 210],
    ]);
  });
});

test('without a browser a PDF is refused with what to do', async () => {
  expect(findChromium('/nowhere')).toBeUndefined();
  expect(findChromium('/nowhere', '/also/nowhere')).toBeUndefined();
  await expect(pdfOf(documents.weekly!, undefined)).rejects.toThrow(NoBrowser);
});

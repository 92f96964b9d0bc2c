import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDay, isLocalDate } from '../../domain/dates.ts';
import { DATE_RULES, readDate, type DateCell, type DateContext } from '../../ledger/dates.ts';

const DUE: DateContext = { meaning: 'planned', dateSystem: 1900, on: '2024-02-28' };
const ACTUAL: DateContext = { ...DUE, meaning: 'actual' };
const read = (value: DateCell['value'], context = DUE, more: Partial<DateCell> = {}): string | null => {
  const reading = readDate({ value, ...more }, context);
  return reading.ok ? reading.value : 'refused';
};

test.each(Object.entries(DATE_RULES))(
  'rule %s reads its example of the documentation',
  (rule, { example, date }) => {
    const value = rule === 'serial' ? Number(example) : example;
    expect(readDate({ value }, DUE)).toEqual({ ok: true, value: date, rule });
  },
);

describe('a due date', () => {
  test.each([
    ['2024-03-26', '2024-03-26'],
    ['2024/3/26', '2024-03-26'],
    ['2024.3.26', '2024-03-26'],
    ['２０２４年３月２６日', '2024-03-26'],
    ['2024 年 3 月 26 日', '2024-03-26'],
    ['二〇二四年三月二十六日', '2024-03-26'],
    ['三月二十日', '2024-03-20'],
    ['十二月底', '2024-12-31'],
    ['2024-03-26 00:00:00', '2024-03-26'],
    ['2024-03-2 10:00', '2024-03-02'],
    ['2024/3/2T8:30', '2024-03-02'],
    ['2024年3月', '2024-03-31'],
    ['2024-3', '2024-03-31'],
    ['2024.1', '2024-01-31'],
    ['2024.10', '2024-10-31'],
    ['24年3月', '2024-03-31'],
    ['24年3月26日', '2024-03-26'],
    ['2024年3月份', '2024-03-31'],
    ['2024年3月中旬', '2024-03-20'],
    ['2024年2月下旬', '2024-02-29'],
    ['3月26', '2024-03-26'],
    ['3-15', '2024-03-15'],
    ['3.15', '2024-03-15'],
    ['3月', '2024-03-31'],
    ['第三季度', '2024-09-30'],
    ['2024年四季度', '2024-12-31'],
    ['2025Q1', '2025-03-31'],
    ['二季度末', '2024-06-30'],
    ['下半年', '2024-12-31'],
    ['2025年上半年', '2025-06-30'],
    ['年底', '2024-12-31'],
    ['2025年', '2025-12-31'],
    ['今年年底', '2024-12-31'],
    ['明年6月', '2025-06-30'],
    ['明年6月15日', '2025-06-15'],
    ['3月底前完成', '2024-03-31'],
    ['6月30日前', '2024-06-30'],
    ['2024年底前', '2024-12-31'],
    ['预计4月中旬', '2024-04-20'],
    ['力争2024年6月30日', '2024-06-30'],
    ['3/26/2024', '2024-03-26'],
    ['26/3/2024', '2024-03-26'],
  ])('%s is %s', (text, date) => expect(read(text)).toBe(date));

  test.each([
    ...[
      '3/4/25',
      '24/3/26',
      '24-03-26',
      '3.4.25',
      '3/4/2024',
      '24.3',
      '2024',
      '202403',
      '202412',
      '3',
      '15日',
    ],
    ...['2024-02-30', '2023.2.29', '2024.13', '13月', '2月30日', '0月', '3月初', '3月中', '年初', '年中'],
    ...[
      '3月前',
      '二季度前',
      '2024年前',
      '3月-4月',
      '3月15日至20日',
      '约3月',
      '3月左右',
      '春节后',
      '近期',
      '本月',
    ],
    ...[
      '2024-03-26T00:00:00.000Z',
      '26-Mar-24',
      '待批复后30日',
      '底',
      '末',
      '年',
      '#REF!',
      '1899-12-30',
      '2100-01-01',
    ],
    ...[
      '2024年3月开工',
      '20240230',
      '99年3月x',
      '9月底或10月初',
      '3-5',
      '2024.3-5',
      '2024年3-5',
      '2024-1 2',
      '2024年1 2月',
      '三四月',
      '一一月',
      '2024.3.26、2024.4.2',
    ],
  ])('%s is refused', (text) => expect(read(text)).toBe('refused'));

  const dated = { dated: true };
  test.each([
    [45377, {}, '2024-03-26'],
    [36526, {}, '2000-01-01'],
    [36525, {}, 'refused'],
    [45377.75, dated, '2024-03-26'],
    [61, dated, 'refused'],
    [60, dated, 'refused'],
    [-1, dated, 'refused'],
    [20240326, {}, '2024-03-26'],
    [2024.3, {}, '2024-03-31'],
    [2024.1, { places: 2 }, '2024-10-31'],
    [2024.01, {}, '2024-01-31'],
    [2024.1, {}, 'refused'],
    [3.15, {}, '2024-03-15'],
    [3.4, {}, '2024-03-04'],
    [3.1, {}, 'refused'],
    [3.2, {}, 'refused'],
    [3.2, { places: 2 }, '2024-03-20'],
    [2024, {}, 'refused'],
    [202403, {}, 'refused'],
    [12580, {}, 'refused'],
    [2024.123, {}, 'refused'],
  ])('the number %s, %o, is %s', (value, more, date) => expect(read(value, DUE, more)).toBe(date));

  test.each([null, '', ' ', '-', '——', '/', '无', '待定'])('%o says nothing', (value) =>
    expect(read(value)).toBeNull(),
  );

  test('errors, formulas without a result and truth values are refused', () => {
    expect(read(null, DUE, { error: '#REF!' })).toBe('refused');
    expect(read(null, DUE, { formulaWithoutResult: true })).toBe('refused');
    expect(read(true)).toBe('refused');
  });

  test('a workbook that counts from 1904 is read by it', () => {
    expect(read(43915, { ...DUE, dateSystem: 1904 }, dated)).toBe('2024-03-26');
  });

  test('without a year it is of the ledger’s, else of the day of reading’s unless that lies half a year back', () => {
    const december = { ...DUE, on: '2024-12-10' };
    expect(read('3月底', december)).toBe('refused');
    expect(read('3月底', { ...december, year: 2025 })).toBe('2025-03-31');
    expect(read('3月底', { ...december, year: 2024 })).toBe('2024-03-31');
    expect(read('11月底', december)).toBe('2024-11-30');
    expect(read('11月底', { ...DUE, on: undefined })).toBe('refused');
    expect(read('今年底', { ...DUE, on: undefined })).toBe('refused');
    expect(read('2024年11月底', { ...DUE, on: undefined })).toBe('2024-11-30');
  });
});

describe('a day that has been', () => {
  test.each([
    ['2024-02-26', '2024-02-26'],
    ['2月26日', '2024-02-26'],
    ['2024.2', 'refused'],
    ['2月底', 'refused'],
    ['一季度', 'refused'],
    ['3月15日', 'refused'],
    ['预计2月26日', 'refused'],
    ['2月26日前', 'refused'],
    ['2月26日完成', '2024-02-26'],
  ])('%s is %s', (text, date) => expect(read(text, ACTUAL)).toBe(date));
});

const anyDay = fc.integer({ min: 10_957, max: 40_000 }).map(dateOfDay);
const split = (d: string) => d.split('-').map(Number) as [number, number, number];

test('every way of writing a whole date reads as that day, whatever the meaning', () => {
  const ways: ((d: string) => DateCell)[] = [
    (d) => ({ value: d }),
    (d) => ({ value: split(d).join('.') }),
    (d) => ({ value: split(d).join('/') }),
    (d) => ({ value: d.replaceAll('-', '') }),
    (d) => ({ value: Number(d.replaceAll('-', '')) }),
    (d) => ({ value: `${split(d)[0]}年${split(d)[1]}月${split(d)[2]}日` }),
    (d) => ({ value: Date.parse(d) / 86_400_000 + 25_569, dated: true }),
    (d) => ({ value: Date.parse(d) / 86_400_000 + 25_569 }),
  ];
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...ways), fc.constantFrom(DUE, ACTUAL), (d, way, context) => {
      expect(readDate(way(d), context)).toMatchObject({ ok: true, value: d });
    }),
  );
});

test('whatever stands in a cell is refused or a real day between 1990 and 2099', () => {
  const signs = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789.-/年月日号上中下旬底末初季度半前一十二Q约 ')),
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.oneof(signs, fc.double(), fc.string()), fc.constantFrom(DUE, ACTUAL), (value, context) => {
      const reading = readDate({ value }, context);
      if (!reading.ok) return;
      if (reading.value === null) return;
      expect(isLocalDate(reading.value)).toBe(true);
      expect(reading.value >= '1990-01-01' && reading.value <= '2099-12-31').toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('the zone of the process changes nothing', () => {
  const before = process.env.TZ;
  const cells: DateCell[] = [
    { value: 45377, dated: true },
    { value: '2024.3' },
    { value: '3月中旬' },
    { value: '年底' },
  ];
  try {
    const readings = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((zone) => {
      process.env.TZ = zone;
      return cells.map((cell) => read(cell.value, DUE, cell));
    });
    expect(new Set(readings.map((r) => r.join()))).toEqual(
      new Set(['2024-03-26,2024-03-31,2024-03-20,2024-12-31']),
    );
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

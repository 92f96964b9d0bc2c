import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { END, fit, jsonBytes, shorten, utf8Bytes, type Measure } from '../../channels/shorten.ts';

const PIECES = ['a', '县', '。', ' ', '"', '\n', '👩‍👩‍👧‍👦', '🇨🇳', 'é', 'e\u0301', '\ud83d', '\u0001', '𠮷'];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((p) => p.join('')),
);
const measure = fc.constantFrom<Measure>(utf8Bytes, jsonBytes);
const segments = (s: string): string[] =>
  [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(s)].map((p) => p.segment);
const wellFormed = (s: string): string => Buffer.from(s).toString();

describe('shortening', () => {
  test('keeps the limit, whole graphemes, and the end marker; and does nothing twice', () => {
    fc.assert(
      fc.property(text, fc.nat(200), measure, (whole, max, size) => {
        const short = shorten(whole, max, size);
        expect(size(short)).toBeLessThanOrEqual(max);
        expect(wellFormed(short)).toBe(short);
        expect(shorten(short, max, size)).toBe(short);
        if (size(wellFormed(whole)) <= max) expect(short).toBe(wellFormed(whole));
        else if (max >= size(END)) {
          expect(short.endsWith(END)).toBe(true);
          const kept = segments(short.slice(0, -END.length));
          expect(segments(wellFormed(whole)).slice(0, kept.length)).toEqual(kept);
        } else expect(short).toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps as much as fits', () => {
    expect(shorten('审批项目长', 15)).toBe('审批项目长');
    expect(shorten('审批项目长', 14)).toBe('审批项…');
    expect(shorten('a👩‍👩‍👧‍👦b', 27)).toBe('a👩‍👩‍👧‍👦b');
    expect(shorten('a👩‍👩‍👧‍👦b', 26)).toBe('a…');
    expect(shorten('"""', 5, jsonBytes)).toBe('"…');
  });
});

describe('fitting a message', () => {
  const link = fc.option(fc.webUrl(), { nil: undefined });
  const tail = fc.option(fc.constant('编号 AB23CD45'), { nil: undefined });

  test('keeps the limit, the link and the tail', () => {
    fc.assert(
      fc.property(
        text,
        text,
        link,
        tail,
        fc.integer({ min: 0, max: 400 }),
        measure,
        (t, b, l, end, max, size) => {
          const whole = fit({ title: t, body: b, link: l, tail: end }, max, size);
          expect(size(whole)).toBeLessThanOrEqual(max);
          expect(wellFormed(whole)).toBe(whole);
          const lines = whole.split('\n');
          const needed = [l, end].filter((p) => p !== undefined).join('\n');
          if (size(needed) <= max) expect(whole.endsWith(needed)).toBe(true);
          else if (l !== undefined && size(l) <= max) expect(lines.at(-1)).toBe(l);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('cuts the body before the title', () => {
    const parts = {
      title: '示例工厂：甲线试生产',
      body: '应于 2024-03-26 完成',
      link: 'https://q.example/a',
      tail: '编号 AB23CD45',
    };
    expect(fit(parts, 82)).toBe('示例工厂：甲线试生产\n应于 2024-…\nhttps://q.example/a\n编号 AB23CD45');
    expect(fit(parts, 60)).toBe('示例工厂：甲线…\nhttps://q.example/a\n编号 AB23CD45');
    expect(fit(parts, 20)).toBe('https://q.example/a');
    // Half a link leads nowhere.
    expect(fit(parts, 18)).toBe('编号 AB23CD45');
  });
});

import { describe, expect, test } from 'vitest';
import { refuse } from '../../domain/decision.ts';
import { fault, reject, visible, visibleLine } from '../../domain/text.ts';

test('a refusal and a fault are plain JSON: what is not said is not there', () => {
  const message = { zh: '中', en: 'en' };
  expect(reject('code', '中', 'en')).toStrictEqual({ code: 'code', message });
  expect(reject('code', '中', 'en', 'field')).toStrictEqual({ code: 'code', message, field: 'field' });
  expect(refuse('code', '中', 'en')).toStrictEqual({ ok: false, rejection: { code: 'code', message } });
  expect(fault('a[0].b', '中', 'en')).toStrictEqual({ path: 'a[0].b', message });
});

describe('signs that nobody sees', () => {
  test.each([
    ['the direction turned round', '甲\u202egnp.exe\u202c乙', '甲gnp.exe乙'],
    ['isolates and marks of direction', '\u2066甲\u2069\u200e\u200f乙\u061c', '甲乙'],
    ['no width', '赵\u200b项\u200c目\u200d长\ufeff\u2060', '赵项目长'],
    ['control characters, an escape to a terminal', 'a\u001b[31m\u0007\u0085b', 'a[31mb'],
    ['tags and a soft hyphen', `a\u{e0041}\u00adb`, 'ab'],
  ])('%s', (_, text, seen) => {
    expect(visible(text)).toBe(seen);
    expect(visibleLine(text)).toBe(seen);
  });

  test('what is seen stays: lines, tabs, an emoji that is joined, rare characters', () => {
    for (const text of ['一\n\t二', '👩‍🔧', '❤️‍🔥', '𠮷﨑', 'ä ö']) expect(visible(text)).toBe(text);
    expect(visibleLine('一\r\n【二】\u2028三')).toBe('一 【二】 三');
  });
});

import { expect, test } from 'vitest';
import { refuse } from '../../domain/decision.ts';
import { fault, reject } from '../../domain/text.ts';

test('a refusal and a fault are plain JSON: what is not said is not there', () => {
  const message = { zh: '中', en: 'en' };
  expect(reject('code', '中', 'en')).toStrictEqual({ code: 'code', message });
  expect(reject('code', '中', 'en', 'field')).toStrictEqual({ code: 'code', message, field: 'field' });
  expect(refuse('code', '中', 'en')).toStrictEqual({ ok: false, rejection: { code: 'code', message } });
  expect(fault('a[0].b', '中', 'en')).toStrictEqual({ path: 'a[0].b', message });
});

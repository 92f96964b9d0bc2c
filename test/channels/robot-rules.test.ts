/** What is each robot's own: its codes, its signature, its limits. */
import { describe, expect, test } from 'vitest';
import { shownOf } from './given.ts';
import {
  dingtalkVector,
  expectNoSecret,
  feishuVector,
  given,
  KINDS,
  NAMES,
  NOW,
  open,
  send,
  TOKEN,
  withFakes,
  type Name,
} from './given-robots.ts';

withFakes();

/** Codes with what they mean for the next attempt: ms to wait, or never. */
const CODES: [Name, number, number | 'permanent' | 'later'][] = [
  ['wecom', 45009, 60_000],
  ['wecom', 45033, 1000],
  ['wecom', -1, 'later'],
  ['wecom', 93000, 'permanent'],
  ['wecom', 93001, 'permanent'],
  ['wecom', 93004, 'permanent'],
  ['wecom', 93008, 'permanent'],
  ['wecom', 40008, 'permanent'],
  ['wecom', 40033, 'permanent'],
  ['wecom', 40058, 'permanent'],
  ['wecom', 44004, 'permanent'],
  ['wecom', 45002, 'permanent'],
  ['wecom', 93017, 'permanent'],
  ['dingtalk', 130101, 600_000],
  ['dingtalk', 410100, 600_000],
  ['dingtalk', 90030, 3_600_000],
  ['dingtalk', -1, 'later'],
  ['dingtalk', 310000, 'permanent'],
  ['dingtalk', 300001, 'permanent'],
  ['dingtalk', 101002, 'permanent'],
  ['dingtalk', 460101, 'permanent'],
  ['dingtalk', 40035, 'permanent'],
  ['dingtalk', 400013, 'permanent'],
  ['dingtalk', 400101, 'permanent'],
  ['dingtalk', 400102, 'permanent'],
  ['dingtalk', 400106, 'permanent'],
  ['feishu', 11232, 60_000],
  ['feishu', 99991400, 60_000],
  ['feishu', 9499, 'permanent'],
  ['feishu', 19001, 'permanent'],
  ['feishu', 19021, 'permanent'],
  ['feishu', 19022, 'permanent'],
  ['feishu', 19024, 'permanent'],
  ['feishu', 1500, 'later'],
];

describe('codes', () => {
  test.each(CODES)('%s %i: %s', async (name, code, meaning) => {
    given.fakes.fail(name, { is: 'code', code, said: 'so it is' });
    expect(await send(name)).toEqual({
      outcome: 'refused',
      code: `${name}:${code}`,
      message: 'so it is',
      permanent: meaning === 'permanent',
      ...(typeof meaning === 'number' ? { retryAfterMs: meaning } : {}),
    });
  });

  test('Feishu 9499 that speaks of too many requests may be tried again', async () => {
    given.fakes.fail('feishu', { is: 'code', code: 9499, said: 'too many request' });
    expect(await send('feishu')).toMatchObject({ permanent: false, retryAfterMs: 60_000 });
  });

  test('HTTP 429 with a code waits as long as the headers say', async () => {
    const limit = {
      is: 'code',
      code: 99991400,
      said: 'request trigger frequency limit',
      status: 429,
    } as const;
    given.fakes.fail(
      'feishu',
      { ...limit, headers: { 'x-ogw-ratelimit-reset': '52' } },
      { ...limit, headers: { 'retry-after': new Date(NOW + 30_000).toUTCString() } },
      { ...limit, code: 5, headers: {} },
    );
    const waits = [];
    for (let i = 0; i < 3; i++) waits.push(await send('feishu'));
    expect(waits.map((r) => 'retryAfterMs' in r && r.retryAfterMs)).toEqual([52_000, 29_544, 60_000]);
  });

  test('Feishu’s older answers have StatusCode', async () => {
    given.fakes.fail('feishu', {
      is: 'status',
      status: 200,
      body: '{"StatusCode":0,"StatusMessage":"success"}',
    });
    expect(await send('feishu')).toEqual({ outcome: 'sent' });
  });
});

describe('signatures', () => {
  test('DingTalk: in the query, with milliseconds', async () => {
    expect(await send('dingtalk')).toEqual({ outcome: 'sent' });
    const query = new URLSearchParams(given.fakes.received[0]!.query);
    expect(Object.fromEntries(query)).toEqual({
      access_token: TOKEN,
      timestamp: String(NOW),
      sign: dingtalkVector(KINDS.dingtalk.secret, NOW),
    });
  });

  test('Feishu: in the body, with seconds', async () => {
    expect(await send('feishu')).toEqual({ outcome: 'sent' });
    expect(JSON.parse(given.fakes.received[0]!.body)).toMatchObject({
      timestamp: String(Math.floor(NOW / 1000)),
      sign: feishuVector(KINDS.feishu.secret, NOW),
    });
  });

  test.each([
    ['dingtalk', 'dingtalk:310000'],
    ['feishu', 'feishu:19021'],
  ] as const)('%s: a wrong secret, and a clock that is hours off, are permanent', async (name, code) => {
    const wrong = await send(name, { secret: 'another-secret' });
    const off = await send(name, { options: { clock: () => NOW - 2 * 3_600_000 } });
    for (const receipt of [wrong, off]) {
      expect(receipt).toMatchObject({ outcome: 'refused', code, permanent: true });
      expectNoSecret(name, receipt);
      expect(shownOf(receipt)).not.toContain('another-secret');
    }
  });
});

describe('limits, with time that is given', () => {
  test('WeCom lets 20 in a minute through, and again after a minute', async () => {
    const outcomes = [];
    for (let i = 0; i < 21; i++) outcomes.push((await send('wecom', {}, { id: `n${i}` })).outcome);
    expect(outcomes).toEqual([...Array<string>(20).fill('sent'), 'refused']);
    given.now += 59_999;
    expect((await send('wecom')).outcome).toBe('refused');
    given.now += 1;
    expect((await send('wecom')).outcome).toBe('sent');
  });

  test('DingTalk blocks for ten minutes', async () => {
    for (let i = 0; i < 21; i++) await send('dingtalk', {}, { id: `n${i}` });
    expect(given.fakes.shown()).toHaveLength(20);
    given.now += 599_999;
    expect(await send('dingtalk')).toMatchObject({ code: 'dingtalk:130101', retryAfterMs: 600_000 });
    given.now += 1;
    expect(await send('dingtalk')).toEqual({ outcome: 'sent' });
  });

  test('Feishu lets 5 a second and 100 a minute through', async () => {
    const burst = [];
    for (let i = 0; i < 6; i++) burst.push((await send('feishu')).outcome);
    expect(burst).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'refused']);
    given.now += 1000;
    for (let i = 0; i < 95; i++) {
      given.now += 250;
      expect((await send('feishu')).outcome).toBe('sent');
    }
    given.now += 250;
    expect(await send('feishu')).toMatchObject({
      code: 'feishu:11232',
      permanent: false,
      retryAfterMs: 60_000,
    });
  });

  test('DingTalk drops a repeat by its key; the others show it twice, under one number', async () => {
    for (const name of NAMES) {
      given.fakes.fail(name, { is: 'silence', takes: true });
      expect((await send(name, { timeoutMs: 100 })).outcome).toBe('unknown');
      expect((await send(name)).outcome).toBe('sent');
      expect(given.fakes.shown(name)).toHaveLength(open(name).dropsRepeats ? 1 : 2);
      expect(
        new Set(given.fakes.received.filter((r) => r.robot === name).map((r) => r.content.key)).size,
      ).toBe(1);
    }
  });
});

/** The three chat programs' robots, each against a server that behaves as it does. */
import { describe, expect, test } from 'vitest';
import { keyOf } from '../../channels/identity.ts';
import type { Fault } from './fakes.ts';
import { closedPort, MESSAGE, never, shownOf } from './given.ts';
import {
  dingtalkVector,
  expectNoSecret,
  feishuVector,
  given,
  KINDS,
  NAMES,
  NOW,
  NUMBER,
  open,
  send,
  TOKEN,
  withFakes,
} from './given-robots.ts';

withFakes();

describe.each(NAMES)('%s', (name) => {
  test('shows title, body, link and the number of the notice; calls the person', async () => {
    expect(await send(name, {}, {}, '13800001111')).toEqual({ outcome: 'sent' });
    const text = `${MESSAGE.title}\n${MESSAGE.body}\n${MESSAGE.link}\n编号 ${NUMBER}`;
    const called = name === 'feishu' ? '<at user_id="13800001111"></at> ' : '';
    const key = name === 'dingtalk' ? keyOf(MESSAGE.id) : NUMBER;
    expect(given.fakes.shown()).toEqual([{ key, text: called + text, mentions: ['13800001111'] }]);
  });

  test('speaks English to who reads English', async () => {
    expect(await send(name, {}, { language: 'en' })).toEqual({ outcome: 'sent' });
    expect(given.fakes.shown()[0]!.text.endsWith(`\nNo. ${NUMBER}`)).toBe(true);
    expect(given.fakes.shown()[0]!.mentions).toEqual([]);
  });

  test('a text that came from a project calls nobody', async () => {
    const title = '<@all><at user_id="all">所有人</at></AT>项目';
    expect(await send(name, {}, { title, body: title })).toEqual({ outcome: 'sent' });
    expect(given.fakes.shown()[0]!.mentions).toEqual([]);
  });

  test('puts in the keyword that the robot asks for, once', async () => {
    expect(await send(name, { keyword: '督办' })).toEqual({ outcome: 'sent' });
    expect(await send(name, { keyword: '示例' })).toEqual({ outcome: 'sent' });
    expect(given.fakes.received.map((r) => r.content.text.includes(`【督办】${MESSAGE.title}`))).toEqual([
      true,
      false,
    ]);
    expect(given.fakes.received.map((r) => r.content.text.split('示例').length)).toEqual([2, 2]);
  });

  test('shortens what is too long, and keeps link and number', async () => {
    const body = '应于 2024-03-26 完成 "引号"\n'.repeat(4000);
    expect(await send(name, {}, { body }, '13800001111')).toEqual({ outcome: 'sent' });
    const text = given.fakes.shown()[0]!.text;
    expect(text.endsWith(`…\n${MESSAGE.link}\n编号 ${NUMBER}`)).toBe(true);
    const size =
      name === 'wecom' ? Buffer.byteLength(text) : Buffer.byteLength(given.fakes.received[0]!.body);
    const limit = open(name).maxBytes;
    expect(size).toBeLessThanOrEqual(limit);
    expect(size).toBeGreaterThan(limit - 40);
  });

  test('a wrong key is permanent, and is not repeated', async () => {
    const receipt = await send(name, { url: given.fakes.url(name).replace(TOKEN, 'wrong-key-987654') });
    const code = { wecom: 93000, dingtalk: 300001, feishu: 19001 }[name];
    expect(receipt).toMatchObject({ outcome: 'refused', code: `${name}:${code}`, permanent: true });
    expect(receipt).not.toHaveProperty('retryAfterMs');
    expect(shownOf(receipt)).not.toContain('wrong-key-987654');
    expect(given.fakes.shown()).toEqual([]);
  });

  test('a name that the settings do not have is permanent, and asks no network', async () => {
    const receipt = await open(name).send(MESSAGE, { to: 'nobody' }, never());
    expect(receipt).toMatchObject({ outcome: 'refused', code: `${name}:noSuchAddress`, permanent: true });
    expect(given.fakes.received).toEqual([]);
  });

  test('no answer in time: unknown, whether or not it was taken', async () => {
    for (const takes of [true, false]) {
      given.fakes.fail(name, { is: 'silence', takes });
      const receipt = await send(name, { timeoutMs: 100 });
      expect(receipt).toEqual({ outcome: 'unknown', message: '超时未答复 / no answer in time' });
    }
    expect(given.fakes.shown()).toHaveLength(1);
  });

  test.each<Fault>([
    { is: 'halfAnswer', takes: true },
    { is: 'halfAnswer' },
    { is: 'cut', takes: true },
    { is: 'cut' },
  ])('an answer that breaks off is unknown: %o', async (fault) => {
    given.fakes.fail(name, fault);
    expect(await send(name)).toEqual({ outcome: 'unknown', message: '答复中断 / the answer broke off' });
  });

  test('a caller that gives up: unknown once it is written, refused before', async () => {
    const stop = new AbortController();
    given.fakes.fail(name, { is: 'silence', takes: true });
    const sending = open(name).send(MESSAGE, { to: 'group' }, stop.signal);
    await given.fakes.reached(name);
    stop.abort();
    expect((await sending).outcome).toBe('unknown');
    expect(await open(name).send(MESSAGE, { to: 'group' }, stop.signal)).toMatchObject({
      outcome: 'refused',
      code: 'net:EABORTED',
      permanent: false,
    });
    expect(given.fakes.received).toHaveLength(1);
  });

  test('nobody listens: a plain refusal that may be tried again', async () => {
    const url = given.fakes.url(name).replace(String(given.fakes.port), String(await closedPort()));
    const receipt = await send(name, { url });
    expect(receipt).toEqual({
      outcome: 'refused',
      code: 'net:ECONNREFUSED',
      message: '未能连接（ECONNREFUSED）/ no connection (ECONNREFUSED)',
      permanent: false,
    });
  });

  test('a gateway on the way: what it says decides whether it may have been taken', async () => {
    const html = '<html>Bad gateway</html>';
    given.fakes.fail(
      name,
      { is: 'status', status: 502, body: html, takes: true },
      { is: 'status', status: 500, body: html },
      { is: 'status', status: 503, headers: { 'retry-after': '120' }, body: html },
      { is: 'status', status: 429, body: html },
      { is: 'status', status: 404, body: html },
      { is: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' } },
      { is: 'status', status: 200, body: '<html>please log in</html>' },
    );
    const receipts = [];
    for (let i = 0; i < 7; i++) receipts.push(await send(name));
    expect(receipts.map((r) => r.outcome)).toEqual([
      'unknown',
      'unknown',
      'refused',
      'refused',
      'refused',
      'refused',
      'unknown',
    ]);
    expect(receipts.slice(2, 6)).toEqual([
      { outcome: 'refused', code: 'http:503', message: 'HTTP 503', permanent: false, retryAfterMs: 120_000 },
      { outcome: 'refused', code: 'http:429', message: 'HTTP 429', permanent: false, retryAfterMs: 60_000 },
      { outcome: 'refused', code: 'http:404', message: 'HTTP 404', permanent: true },
      { outcome: 'refused', code: 'http:302', message: 'HTTP 302', permanent: true },
    ]);
  });

  test('an answer that quotes key, secret and signature is told without them', async () => {
    const { secret } = KINDS[name];
    const sign =
      name === 'dingtalk'
        ? dingtalkVector(secret!, NOW)
        : name === 'feishu'
          ? feishuVector(secret!, NOW)
          : '';
    const said = `bad: ${given.fakes.url(name)} ${TOKEN} ${secret} ${sign} ${encodeURIComponent(sign)}`;
    given.fakes.fail(name, { is: 'code', code: 777_777, said });
    const receipt = await send(name);
    expect(receipt).toMatchObject({ outcome: 'refused', code: `${name}:777777`, permanent: false });
    expectNoSecret(name, receipt);
    expect(shownOf(receipt)).toContain('bad: ***');
  });

  test('the code in the body decides, whatever the HTTP status', async () => {
    given.fakes.fail(name, { is: 'code', code: 0, said: 'ok', status: 500 });
    expect(await send(name)).toEqual({ outcome: 'sent' });
  });

  test('only https, or http to this machine, or where the setting allows it', async () => {
    for (const url of [
      'http://robot.example/x',
      'ftp://robot.example/x',
      'robot',
      'https://169.254.169.254/x',
    ]) {
      expect(await send(name, { url })).toMatchObject({
        outcome: 'refused',
        code: `${name}:badUrl`,
        permanent: true,
      });
    }
    expect(given.fakes.received).toEqual([]);
  });
});

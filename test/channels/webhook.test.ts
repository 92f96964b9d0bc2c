import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message, Receipt } from '../../channels/channel.ts';
import { keyOf } from '../../channels/identity.ts';
import { webhookSignature } from '../../channels/signed.ts';
import { isWebhookSecret, webhookChannel, type Webhook as Target } from '../../channels/webhook.ts';
import { startFakes, type Fakes } from './fakes.ts';
import { closedPort, MESSAGE, never, shownOf } from './given.ts';

const secretOf = (fill: string): string => `whsec_${Buffer.from(fill.repeat(32)).toString('base64')}`;
const [OLD, NEW, OTHER] = [secretOf('o'), secretOf('n'), secretOf('x')] as [string, string, string];
const TOKEN = 'hook-0123456789';
const KEY = keyOf(MESSAGE.id);

let fakes: Fakes;
beforeEach(async () => {
  fakes = await startFakes({ robots: [{ kind: 'webhook', name: 'province', token: TOKEN, secrets: [OLD] }] });
});
afterEach(() => fakes.close());

function send(
  target: Partial<Target> = {},
  message: Partial<Message> = {},
  timeoutMs = 5000,
): Promise<Receipt> {
  const webhooks = { province: { url: fakes.url('province'), secrets: [OLD], ...target } };
  const channel = webhookChannel({ webhooks, source: 'https://quancheng.example/county', timeoutMs });
  return channel.send({ ...MESSAGE, ...message }, { to: 'province' }, never());
}

describe('the webhook', () => {
  test('is a CloudEvents event with the headers of Standard Webhooks', async () => {
    expect(await send()).toEqual({ outcome: 'sent', reference: KEY });
    const { headers, body } = fakes.received[0]!;
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(headers['webhook-id']).toBe(KEY);
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: KEY,
      source: 'https://quancheng.example/county',
      type: 'quancheng.notice',
      time: MESSAGE.createdAt,
      subject: 'province',
      datacontenttype: 'application/json',
      data: {
        key: MESSAGE.id,
        title: MESSAGE.title,
        body: MESSAGE.body,
        link: MESSAGE.link,
        language: 'zh',
        urgent: true,
      },
    });
    // The standard's own library accepts it.
    expect(() => new Webhook(OLD).verify(body, headers as Record<string, string>)).not.toThrow();
  });

  test('the signature: computed a second time; ids hold no full stop', () => {
    const wanted = createHmac('sha256', Buffer.from('o'.repeat(32)))
      .update(`${KEY}.1711500000.{}`)
      .digest('base64');
    expect(webhookSignature([OLD], KEY, 1_711_500_000, '{}')).toBe(`v1,${wanted}`);
    expect(KEY).toMatch(/^qc_[A-Za-z0-9_-]{24}$/);
    expect(keyOf(MESSAGE.id)).toBe(KEY);
    expect(keyOf(`${MESSAGE.id} `)).not.toBe(KEY);
  });

  test('a secret is changed with no gap: both sign, old and new receivers accept', async () => {
    expect(await send({ secrets: [NEW, OLD] })).toMatchObject({ outcome: 'sent' });
    const { headers, body } = fakes.received[0]!;
    for (const secret of [OLD, NEW]) {
      expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
    }
    expect(() => new Webhook(OTHER).verify(body, headers as Record<string, string>)).toThrow();
  });

  test('a repeat has the same id and is dropped', async () => {
    fakes.fail('province', { is: 'silence', takes: true });
    expect((await send({}, {}, 100)).outcome).toBe('unknown');
    expect((await send()).outcome).toBe('sent');
    expect(fakes.received.map((r) => [r.content.key, r.became])).toEqual([
      [KEY, 'shown'],
      [KEY, 'repeat'],
    ]);
  });

  test('a wrong secret is permanent, and is not repeated', async () => {
    const receipt = await send({ secrets: [OTHER] });
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'http:401', permanent: true });
    const signature = String(fakes.received[0]!.headers['webhook-signature']);
    for (const part of [OTHER, signature, signature.slice(3), TOKEN])
      expect(shownOf(receipt)).not.toContain(part);
    expect(shownOf(receipt)).toContain('no valid signature in ***');
  });

  test.each([
    [302, true],
    [400, true],
    [404, true],
    [410, true],
    [413, true],
    [408, false],
    [425, false],
    [500, false],
    [502, false],
    [504, false],
  ])('HTTP %i: permanent %s', async (status, permanent) => {
    fakes.fail('province', { is: 'status', status, headers: { location: 'http://127.0.0.1:1/' } });
    expect(await send()).toEqual({
      outcome: 'refused',
      code: `http:${status}`,
      message: `HTTP ${status}`,
      permanent,
    });
    expect(fakes.received).toHaveLength(1);
  });

  test('Retry-After is kept', async () => {
    fakes.fail('province', {
      is: 'status',
      status: 429,
      headers: { 'retry-after': '7' },
      body: `slow ${TOKEN}`,
    });
    expect(await send()).toEqual({
      outcome: 'refused',
      code: 'http:429',
      message: 'HTTP 429: slow ***',
      permanent: false,
      retryAfterMs: 7000,
    });
  });

  test('half an answer and a cut connection are unknown; nobody there is a refusal', async () => {
    fakes.fail('province', { is: 'halfAnswer', takes: true }, { is: 'cut' });
    expect((await send()).outcome).toBe('unknown');
    expect((await send()).outcome).toBe('unknown');
    const url = `http://127.0.0.1:${await closedPort()}/hooks/${TOKEN}`;
    expect(await send({ url })).toMatchObject({
      outcome: 'refused',
      code: 'net:ECONNREFUSED',
      permanent: false,
    });
    expect(await send({ url: 'https://169.254.169.254/' })).toMatchObject({
      code: 'webhook:badUrl',
      permanent: true,
    });
  });

  test('stays small, with its link', async () => {
    const body = '达产 "quoted"\n'.repeat(5000);
    expect(await send({}, { body, title: body })).toMatchObject({ outcome: 'sent' });
    const sent = fakes.received[0]!.body;
    expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(20_000);
    expect(Buffer.byteLength(sent)).toBeGreaterThan(19_950);
    expect(JSON.parse(sent)).toMatchObject({ data: { link: MESSAGE.link } });
  });

  test('secrets are as the standard writes them', () => {
    expect(
      [OLD, 'whsec_', 'whsec_AAAA', OLD.slice(6), `${OLD}!`, `whsec_${'A'.repeat(120)}`].map(isWebhookSecret),
    ).toEqual([true, false, false, false, false, false]);
  });
});

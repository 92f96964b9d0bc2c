/** The three robots on one server, and how the tests send to them. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Channel, Message, Receipt } from '../../channels/channel.ts';
import { dingtalkChannel } from '../../channels/dingtalk.ts';
import { feishuChannel } from '../../channels/feishu.ts';
import { numberOf } from '../../channels/identity.ts';
import type { Robot, RobotOptions } from '../../channels/robot.ts';
import { wecomChannel } from '../../channels/wecom.ts';
import type { FakeRobot } from './fake-kinds.ts';
import { startFakes, type Fakes } from './fakes.ts';
import { MESSAGE, never, shownOf } from './given.ts';

export const KINDS = {
  wecom: { open: wecomChannel, secret: undefined },
  dingtalk: { open: dingtalkChannel, secret: 'SEC0123456789abcdef+/=' },
  feishu: { open: feishuChannel, secret: 'feishu-secret-+/=' },
} as const;
export type Name = keyof typeof KINDS;
export const NAMES = Object.keys(KINDS) as Name[];
export const TOKEN = 'token-0123456789';
export const NUMBER = numberOf(MESSAGE.id);
export const NOW = Date.parse('2024-03-27T01:02:03.456Z');

/** The server of the running test, and the time that its limits are counted by. */
export const given: { fakes: Fakes; now: number } = { fakes: undefined as never, now: NOW };

const robots: FakeRobot[] = NAMES.map((kind) => {
  const { secret } = KINDS[kind];
  return { kind, name: kind, token: TOKEN, ...(secret === undefined ? {} : { secret }) };
});

/** Each test of the file has its own server. */
export function withFakes(): void {
  beforeEach(async () => {
    given.now = NOW;
    given.fakes = await startFakes({ robots, clock: () => given.now, wallClock: () => NOW });
  });
  afterEach(() => given.fakes.close());
}

export interface Given extends Partial<Robot> {
  timeoutMs?: number;
  options?: Partial<RobotOptions>;
}

export function open(name: Name, { timeoutMs = 5000, options, ...robot }: Given = {}): Channel {
  const { secret } = KINDS[name];
  return KINDS[name].open({
    robots: { group: { url: given.fakes.url(name), ...(secret === undefined ? {} : { secret }), ...robot } },
    clock: () => NOW,
    timeoutMs,
    ...options,
  });
}

export function send(
  name: Name,
  given?: Given,
  message: Partial<Message> = {},
  mention?: string,
): Promise<Receipt> {
  const address = mention === undefined ? { to: 'group' } : { to: 'group', mention };
  return open(name, given).send({ ...MESSAGE, ...message }, address, never());
}

/** Nothing that is secret stands in what may be shown: not the key, the secret, nor a signature made with it. */
export function expectNoSecret(name: Name, receipt: Receipt): void {
  const shown = shownOf(receipt);
  expect(shown).not.toContain(TOKEN);
  const { secret } = KINDS[name];
  const signs = given.fakes.received.flatMap((r) => {
    const inBody = /"sign":"([^"]+)"/.exec(r.body)?.[1];
    const inQuery = new URLSearchParams(r.query).get('sign');
    return [inBody, inQuery].filter((s) => s !== undefined && s !== null);
  });
  for (const part of [...(secret === undefined ? [] : [secret]), ...signs]) {
    expect(shown).not.toContain(part);
    expect(shown).not.toContain(encodeURIComponent(part));
  }
}

/** The signatures of the field notes, computed a second time. */
export const dingtalkVector = (secret: string, ms: number): string =>
  createHmac('sha256', secret).update(`${ms}\n${secret}`).digest('base64');
export const feishuVector = (secret: string, ms: number): string =>
  createHmac('sha256', `${Math.floor(ms / 1000)}\n${secret}`).digest('base64');

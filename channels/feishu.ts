/**
 * The Feishu (飞书) custom robot. From its own page, read in a copy (open.feishu.cn, 自定义机器人使用指南, of
 * 2025-03-27, and 频控策略):
 *
 * - 100 messages a minute and 5 a second for each robot; at the hour and the half-hour it may be busy: 11232.
 * - The whole request at most 20 KB.
 * - Success is `code` 0 (`StatusCode` in older answers).
 * - Signature: base64 of HMAC-SHA256 with `seconds\nsecret` as key over nothing, in the body with the seconds,
 *   which must be within an hour of Feishu's clock.
 * - `<at user_id="…">` in a text calls a member by open_id or user_id, and `all` everyone; there is no calling
 *   by phone, and no field for a deduplication key.
 * - 9499 is "Bad Request" there. That it can also mean "too many request" is hearsay: told apart by the words.
 */
import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { noSuch } from './receipts.ts';
import {
  callRobot,
  PERMANENT,
  readCode,
  robotText,
  type Codes,
  type Meaning,
  type RobotOptions,
} from './robot.ts';
import { jsonBytes } from './shorten.ts';

const WAIT = { retryAfterMs: 60_000 };

const CODES: Codes = {
  11232: WAIT, // too often, or busy
  99991400: WAIT, // the platform's general limit
  9499: PERMANENT, // the body is not as it should be
  19001: PERMANENT, // no such robot ("incoming webhook access token invalid")
  19021: PERMANENT, // signature, or a clock more than an hour off
  19022: PERMANENT, // this machine's address is not on the robot's list
  19024: PERMANENT, // keyword missing
};

const mean = (code: number, said: string): Meaning | undefined =>
  code === 9499 && /too many|frequen/i.test(said) ? WAIT : CODES[code];

/** 20 KB, taken as the smaller of its two readings. */
const MAX_BYTES = 20_000;

export function feishuSign(secret: string, timestampSeconds: number): string {
  return createHmac('sha256', `${timestampSeconds}\n${secret}`).update('').digest('base64');
}

/** A text that comes from a project may neither call the whole group nor hide an address behind words. */
const harmless = (text: string): string => text.replace(/<(?=\/?(at|a)\b)/gi, '＜').replaceAll('](', '］(');

const attribute = (text: string): string => text.replace(/[^\w@.-]/g, '');

export function feishuChannel(options: RobotOptions): Channel {
  return {
    name: 'feishu',
    // With the four of `Channel.sendsPerSecond` below 5 in any second.
    sendsPerSecond: options.sendsPerSecond ?? 0.8,
    maxBytes: MAX_BYTES,
    dropsRepeats: false,
    async send(message, { to, mention }, signal) {
      const robot = options.robots[to];
      if (!robot) return noSuch('feishu', to);
      const call = mention ? `<at user_id="${attribute(mention)}"></at> ` : '';
      const signed: Record<string, string> = {};
      if (robot.secret !== undefined) {
        const seconds = Math.floor((options.clock ?? Date.now)() / 1000);
        signed.timestamp = String(seconds);
        signed.sign = feishuSign(robot.secret, seconds);
      }
      const bodyWith = (text: string) => ({ ...signed, msg_type: 'text', content: { text } });
      const room = MAX_BYTES - Buffer.byteLength(JSON.stringify(bodyWith(call)));
      const safe = { ...message, title: harmless(message.title), body: harmless(message.body) };
      return callRobot({
        channel: 'feishu',
        robot,
        body: bodyWith(call + robotText(safe, robot, room, jsonBytes)),
        mean,
        secrets: signed.sign === undefined ? [] : [signed.sign],
        read: (answer) => readCode(answer.code ?? answer.StatusCode, answer.msg ?? answer.StatusMessage),
        options,
        signal,
      });
    },
  };
}

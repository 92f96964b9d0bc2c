/**
 * The DingTalk (钉钉) custom robot.
 *
 * - 20 messages a minute for each robot; after more, it is blocked for 10 minutes, and says so with 130101
 *   "send too fast, exceed 20 times per minute" (help.dingtalk.io, custom-robots-send-group-messages; public
 *   issues of nightingale and others for the code).
 * - The whole request at most 20,000 bytes, else 460101 "message too long, exceed 20000 bytes" (issues).
 * - `msgUuid` is an idempotency key: "when an API call times out or returns an unknown error, retry with the
 *   same msgUuid to avoid sending duplicate chats" (help.dingtalk.io, same page). Whether the mainland's
 *   oapi.dingtalk.com drops repeats too could not be tried; an unknown field does no harm there.
 * - Signature (加签): base64 of HMAC-SHA256 with the secret as key over `ms\nsecret`, in the query.
 */
import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { keyOf } from './identity.ts';
import { noSuch } from './receipts.ts';
import { callRobot, PERMANENT, readErrcode, robotText, type Codes, type RobotOptions } from './robot.ts';
import { jsonBytes } from './shorten.ts';

const BLOCK_MS = 600_000;

const CODES: Codes = {
  130101: { retryAfterMs: BLOCK_MS }, // more than 20 in a minute
  90030: { retryAfterMs: 3_600_000 }, // the organisation's quota of webhook calls is used up
  310000: PERMANENT, // signature, keyword or address range does not match
  300001: PERMANENT, // no such token
  101002: PERMANENT, // too long (in older answers)
  460101: PERMANENT, // too long
  40035: PERMANENT, // a field is missing
  // The following are remembered from DingTalk's page and were not found again.
  410100: { retryAfterMs: BLOCK_MS }, // sent too fast
  400013: PERMANENT, // the group was dissolved
  400101: PERMANENT, // no such access_token
  400102: PERMANENT, // the robot is switched off
  400106: PERMANENT, // no such robot
};

const MAX_BYTES = 20_000;

export function dingtalkSign(secret: string, timestampMs: number): string {
  return createHmac('sha256', secret).update(`${timestampMs}\n${secret}`).digest('base64');
}

export function dingtalkChannel(options: RobotOptions): Channel {
  return {
    name: 'dingtalk',
    // 15 a minute, and the four of `Channel.sendsPerSecond`: below 20, however the minutes are counted.
    sendsPerSecond: options.sendsPerSecond ?? 0.25,
    maxBytes: MAX_BYTES,
    dropsRepeats: true,
    async send(message, { to, mention }, signal) {
      const robot = options.robots[to];
      if (!robot) return noSuch('dingtalk', to);
      const bodyWith = (content: string) => ({
        msgtype: 'text',
        msgUuid: keyOf(message.id),
        text: { content },
        at: { atMobiles: mention ? [mention] : [], isAtAll: false },
      });
      const room = MAX_BYTES - Buffer.byteLength(JSON.stringify(bodyWith('')));
      const query: Record<string, string> = {};
      if (robot.secret !== undefined) {
        const now = (options.clock ?? Date.now)();
        query.timestamp = String(now);
        query.sign = dingtalkSign(robot.secret, now);
      }
      return callRobot({
        channel: 'dingtalk',
        robot,
        query,
        body: bodyWith(robotText(message, robot, room, jsonBytes)),
        mean: (code) => CODES[code],
        secrets: query.sign === undefined ? [] : [query.sign],
        read: readErrcode,
        options,
        signal,
      });
    },
  };
}

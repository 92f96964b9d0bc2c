/**
 * The WeCom (企业微信) group robot, called 消息推送 since 2025. From its own pages, read in a copy
 * (developer.work.weixin.qq.com, document/path/99110 and 90313):
 *
 * - 20 messages a minute for each robot. Who is stopped by 45009 is let in again after the limit's own
 *   length, here a minute.
 * - `text.content` at most 2,048 bytes of UTF-8. Longer ones are refused with 40058 (seen in public issues).
 * - `mentioned_mobile_list` calls members by phone; in a text `<@userid>` calls them too.
 * - There is no field for a deduplication key: the number in the last line is what a person knows a repeat by.
 */
import type { Channel } from './channel.ts';
import { noSuch } from './receipts.ts';
import { callRobot, PERMANENT, readErrcode, robotText, type Codes, type RobotOptions } from './robot.ts';

const CODES: Codes = {
  45009: { retryAfterMs: 60_000 }, // called too often
  45033: { retryAfterMs: 1000 }, // too many calls at once
  93000: PERMANENT, // the URL is wrong, or the robot was removed from its group
  93001: PERMANENT, // the group allows no robot
  93004: PERMANENT, // the robot is switched off
  93008: PERMANENT, // not in the group
  40008: PERMANENT, // no such msgtype
  40033: PERMANENT, // characters that are not allowed
  40058: PERMANENT, // a field is wrong or too long
  44004: PERMANENT, // an empty text
  45002: PERMANENT, // too long
  93017: PERMANENT, // an empty request
};

const MAX_BYTES = 2048;

/** A text that comes from a project may neither call the whole group nor hide an address behind words. */
const harmless = (text: string): string => text.replace(/<(?=@|\/?a\b)/gi, '＜');

export function wecomChannel(options: RobotOptions): Channel {
  return {
    name: 'wecom',
    // 15 a minute, and the four of `Channel.sendsPerSecond`: below 20, however the minutes are counted.
    sendsPerSecond: options.sendsPerSecond ?? 0.25,
    maxBytes: MAX_BYTES,
    dropsRepeats: false,
    async send(message, { to, mention }, signal) {
      const robot = options.robots[to];
      if (!robot) return noSuch('wecom', to);
      // Two bytes more for each `<` made harmless: they are made so before the text is measured.
      const safe = { ...message, title: harmless(message.title), body: harmless(message.body) };
      const content = robotText(safe, robot, MAX_BYTES);
      return callRobot({
        channel: 'wecom',
        robot,
        body: {
          msgtype: 'text',
          text: { content, ...(mention ? { mentioned_mobile_list: [mention] } : {}) },
        },
        mean: (code) => CODES[code],
        read: readErrcode,
        options,
        signal,
      });
    },
  };
}

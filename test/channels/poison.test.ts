/** What somebody wrote as a project's name, to call a whole group or hide an address, arrives as plain words. */
import { expect, test } from 'vitest';
import { given, NAMES, send, withFakes } from './given-robots.ts';

withFakes();

const POISON = [
  '<@all>',
  '<@13900000000>',
  '<at user_id="all">所有人</at>',
  '<AT id=all></AT>',
  '<a href="https://evil.example">请确认</a>',
  '[请确认](https://evil.example)',
  '@所有人',
  '# 标题\n> 引用',
  '"},"at":{"isAtAll":true},"x":{"y":"',
];

/** What a chat program takes for more than words, by the pages of the three. */
const MARKUP = { wecom: /<@|<\/?a\b/i, dingtalk: /$^/, feishu: /<\/?(at|a)\b|\]\(/i };

test.each(NAMES.flatMap((name) => POISON.map((poison) => [name, poison] as const)))(
  '%s: %s',
  async (name, poison) => {
    expect((await send(name, {}, { title: `【逾期】${poison}`, body: `工厂${poison}` })).outcome).toBe(
      'sent',
    );
    const body = JSON.parse(given.fakes.received[0]!.body) as Record<string, unknown>;
    expect(body.msgtype ?? body.msg_type).toBe('text');
    const text = JSON.stringify(body.text ?? body.content);
    expect(text).not.toMatch(MARKUP[name]);
    expect(text).toContain('工厂');
    // Nobody is called but whom the address names, and here it names nobody.
    if (name === 'dingtalk') expect(body.at).toEqual({ atMobiles: [], isAtAll: false });
    else expect(text).not.toContain('mentioned');
    expect(
      Object.keys(body).filter((key) => !/^(msg_?type|msgUuid|text|at|content|timestamp|sign)$/.test(key)),
    ).toEqual([]);
  },
);

/**
 * How each kind of receiver reads a request and answers it, written from the platforms' pages and not from the
 * adapters: signatures are computed here a second time.
 */
import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Kind = 'wecom' | 'dingtalk' | 'feishu' | 'webhook';

export interface FakeRobot {
  kind: Kind;
  name: string;
  /** The key in its URL. */
  token: string;
  secret?: string;
  secrets?: string[];
  keyword?: string;
  /** Feishu: busy in the first seconds of each hour and half-hour. */
  busy?: boolean;
}

export interface Request {
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a person in the group, or the receiving program, gets. */
export interface Content {
  /** What a repeat is known by. */
  key: string;
  text: string;
  mentions: string[];
}

export interface Verdict {
  status: number;
  answer: string;
  code: number;
}

export interface Behaviour {
  path(robot: FakeRobot): string;
  /** Why it is refused before anything else is looked at: signature, keyword, size; undefined when it is not. */
  fault(robot: FakeRobot, request: Request, wallClock: number): Verdict | undefined;
  content(request: Request): Content;
  limited(): Verdict;
  ok(): Verdict;
  /** The receiver itself drops what it has had before. */
  dropsRepeats: boolean;
}

const HOUR = 3_600_000;
const numberIn = (text: string): string => /(?:编号|No\.) ([0-9A-Z]{8})$/.exec(text)?.[1] ?? text;
/** Whatever of these a body has. */
interface Body {
  msgtype?: string;
  msg_type?: string;
  msgUuid?: string;
  text?: { content?: string; mentioned_mobile_list?: string[] };
  content?: { text?: string };
  at?: { atMobiles?: string[]; isAtAll?: boolean };
  timestamp?: string;
  sign?: string;
}

const parsed = (body: string): Body => {
  try {
    return JSON.parse(body) as Body;
  } catch {
    return {};
  }
};
const hmac = (key: string | Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64');

const errcode = (code: number, errmsg: string): Verdict => ({
  status: 200,
  code,
  answer: JSON.stringify({ errcode: code, errmsg }),
});
const feishuCode = (code: number, msg: string): Verdict => ({
  status: 200,
  code,
  answer: JSON.stringify({ code, msg, data: {} }),
});

const wecom: Behaviour = {
  path: ({ token }) => `/cgi-bin/webhook/send?key=${token}`,
  fault: ({ token }, { url, body }) => {
    const key = url.searchParams.get('key');
    // WeCom's own messages do not quote the key; this one does, to see that nobody repeats it.
    if (key !== token) return errcode(93000, `invalid webhook url, key ${key}`);
    const { msgtype, text } = parsed(body);
    if (msgtype !== 'text') return errcode(40008, 'invalid message type');
    if (!text?.content) return errcode(44004, 'empty content');
    if (Buffer.byteLength(text.content) > 2048) return errcode(40058, 'text.content exceed max length 2048');
    return undefined;
  },
  content: ({ body }) => {
    const { content = '', mentioned_mobile_list = [] } = parsed(body).text ?? {};
    const called = [...content.matchAll(/<@([^>]+)>/g)].flatMap((m) => m[1] ?? []);
    return { key: numberIn(content), text: content, mentions: [...mentioned_mobile_list, ...called] };
  },
  limited: () => errcode(45009, 'api freq out of limit'),
  ok: () => errcode(0, 'ok'),
  dropsRepeats: false,
};

const dingtalk: Behaviour = {
  path: ({ token }) => `/robot/send?access_token=${token}`,
  fault: ({ token, secret, keyword }, { url, body }, now) => {
    const q = url.searchParams;
    if (q.get('access_token') !== token) return errcode(300001, 'token is not exist');
    if (secret !== undefined) {
      const ms = q.get('timestamp') ?? '';
      if (Math.abs(now - Number(ms)) > HOUR || q.get('sign') !== hmac(secret, `${ms}\n${secret}`)) {
        return errcode(310000, `sign not match, got ${q.get('sign')}`);
      }
    }
    if (Buffer.byteLength(body) > 20_000) return errcode(460101, 'message too long, exceed 20000 bytes');
    const { msgtype, text } = parsed(body);
    if (msgtype !== 'text' || !text?.content) return errcode(40035, 'missing parameter');
    if (keyword !== undefined && !text.content.includes(keyword)) {
      return errcode(310000, 'keywords not in content');
    }
    return undefined;
  },
  content: ({ body }) => {
    const { text, at, msgUuid } = parsed(body);
    const content = text?.content ?? '';
    return {
      key: msgUuid ?? content,
      text: content,
      mentions: at?.isAtAll ? ['all'] : (at?.atMobiles ?? []),
    };
  },
  limited: () => errcode(130101, 'send too fast, exceed 20 times per minute'),
  ok: () => errcode(0, 'ok'),
  dropsRepeats: true,
};

const feishu: Behaviour = {
  path: ({ token }) => `/open-apis/bot/v2/hook/${token}`,
  fault: ({ token, secret, keyword }, { url, body }, now) => {
    if (!url.pathname.endsWith(`/${token}`)) {
      return feishuCode(19001, `param invalid: incoming webhook access token invalid: ${url.pathname}`);
    }
    const { msg_type, content, timestamp, sign } = parsed(body);
    if (secret !== undefined) {
      const off = Math.abs(now / 1000 - Number(timestamp)) > 3600;
      if (off || sign !== hmac(`${timestamp}\n${secret}`, '')) {
        return feishuCode(19021, 'sign match fail or timestamp is not within one hour from current time');
      }
    }
    if (Buffer.byteLength(body) > 20 * 1024 || msg_type !== 'text' || !content?.text) {
      return feishuCode(9499, 'Bad Request');
    }
    if (keyword !== undefined && !content.text.includes(keyword)) {
      return feishuCode(19024, 'Key Words Not Found');
    }
    return undefined;
  },
  content: ({ body }) => {
    const text = parsed(body).content?.text ?? '';
    const mentions = [...text.matchAll(/<at user_id="([^"]+)">/g)].flatMap((m) => m[1] ?? []);
    return { key: numberIn(text), text, mentions };
  },
  limited: () => feishuCode(11232, 'create message service trigger rate limit'),
  ok: () => ({
    status: 200,
    code: 0,
    answer: JSON.stringify({ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }),
  }),
  dropsRepeats: false,
};

const webhook: Behaviour = {
  path: ({ token }) => `/hooks/${token}`,
  fault: ({ secrets = [] }, { headers, body }, now) => {
    const [id, at, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((h) =>
      String(headers[h]),
    );
    const fresh = Math.abs(now / 1000 - Number(at)) <= 300;
    const wanted = secrets.map(
      (s) => `v1,${hmac(Buffer.from(s.slice('whsec_'.length), 'base64'), `${id}.${at}.${body}`)}`,
    );
    if (fresh && signatures?.split(' ').some((s) => wanted.includes(s))) return undefined;
    return { status: 401, code: 401, answer: `no valid signature in ${signatures}` };
  },
  content: ({ headers, body }) => ({ key: String(headers['webhook-id']), text: body, mentions: [] }),
  limited: () => ({ status: 429, code: 429, answer: '' }),
  ok: () => ({ status: 204, code: 204, answer: '' }),
  dropsRepeats: true,
};

export const KINDS: Record<Kind, Behaviour> = { wecom, dingtalk, feishu, webhook };

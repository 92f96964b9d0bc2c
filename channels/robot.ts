/**
 * What the robots of the three chat programs have in common: a POST of JSON to a URL that holds a key, judged
 * by a code in the answer's body and never by the HTTP status alone.
 */
import { urlFault, type Allowed } from './endpoint.ts';
import type { Message, Receipt } from './channel.ts';
import { post, retryAfterMs } from './http.ts';
import { numberOf } from './identity.ts';
import { saidBy, unanswered } from './receipts.ts';
import { fit, type Measure } from './shorten.ts';

export interface Robot extends Allowed {
  /** As the chat program shows it, with its key. */
  url: string;
  /** Where the robot has signing (加签, 签名校验) switched on. */
  secret?: string | undefined;
  /** Where the robot takes only messages with this word in them. */
  keyword?: string | undefined;
}

/** What a code means for the next attempt. A code that stands in no table may be tried again. */
export interface Meaning {
  permanent?: true;
  retryAfterMs?: number;
}
export type Codes = Readonly<Record<number, Meaning>>;

export const PERMANENT = { permanent: true } as const;

export interface RobotOptions {
  robots: Readonly<Record<string, Robot>>;
  sendsPerSecond?: number | undefined;
  /** The real time in ms: signatures are compared with the other side's clock, also in a demo. */
  clock?: (() => number) | undefined;
  timeoutMs?: number | undefined;
}

/** Below a worker's own patience, and above what any of them takes in its bad minutes. */
export const TIMEOUT_MS = 10_000;
/** Where one says "too often" and not for how long. */
const WAIT_MS = 60_000;

/** The text of a message, with the robot's keyword and, as its last line, the number to know a repeat by. */
export function robotText(message: Message, { keyword }: Robot, max: number, size?: Measure): string {
  const word = keyword && !message.title.includes(keyword) ? `【${keyword}】` : '';
  const tail = `${message.language === 'zh' ? '编号' : 'No.'} ${numberOf(message.id)}`;
  return fit({ title: word + message.title, body: message.body, link: message.link, tail }, max, size);
}

export interface Call {
  channel: string;
  robot: Robot;
  /** What a signature adds to the robot's URL. */
  query?: Record<string, string>;
  body: unknown;
  mean(code: number, said: string): Meaning | undefined;
  /** Signatures and the like that were made for this call. */
  secrets?: string[];
  /** The code, and what was said, in an answer; undefined where it holds none. */
  read(answer: Record<string, unknown>): { code: number; said: string } | undefined;
  options: RobotOptions;
  signal: AbortSignal;
}

export async function callRobot(call: Call): Promise<Receipt> {
  const { channel, robot, options, signal } = call;
  const fault = urlFault(robot.url, robot);
  if (fault) {
    return {
      outcome: 'refused',
      code: `${channel}:badUrl`,
      message: `${fault.zh} / ${fault.en}`,
      permanent: true,
    };
  }
  const url = new URL(robot.url);
  for (const [key, value] of Object.entries(call.query ?? {})) url.searchParams.set(key, value);
  const reply = await post({
    url: url.href,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(call.body),
    allowed: robot,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    signal,
  });
  if (reply.kind !== 'answered') return unanswered(reply);
  const { status, headers, body } = reply;
  const answer = parse(body);
  const read = answer && call.read(answer);
  if (read?.code === 0) return { outcome: 'sent' };
  const secrets = [...secretsOf(robot), ...(call.secrets ?? [])];
  const wait = retryAfterMs(headers, (options.clock ?? Date.now)());
  if (read) {
    const known = call.mean(read.code, read.said) ?? (status === 429 ? { retryAfterMs: WAIT_MS } : {});
    const retryAfter = known.permanent ? undefined : (wait ?? known.retryAfterMs);
    return {
      outcome: 'refused',
      code: `${channel}:${read.code}`,
      message: saidBy(read.said, secrets),
      permanent: known.permanent ?? false,
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    };
  }
  return judgeStatus(status, wait);
}

/** An answer with no code in it comes from something before the robot: a gateway, a proxy, a login page. */
function judgeStatus(status: number, wait: number | undefined): Receipt {
  const message = `HTTP ${status}`;
  const code = `http:${status}`;
  if (status === 429 || status === 503) {
    return { outcome: 'refused', code, message, permanent: false, retryAfterMs: wait ?? WAIT_MS };
  }
  // Behind a gateway's own error (500, 502, 504) the robot may have taken it; so too behind a page with 200.
  if (status < 300 || status >= 500) {
    return { outcome: 'unknown', message: `${message}，答复无法识别 / an answer that can't be read` };
  }
  return { outcome: 'refused', code, message, permanent: status !== 408 };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** WeCom and DingTalk answer `{errcode, errmsg}`. */
export function readErrcode(answer: Record<string, unknown>): { code: number; said: string } | undefined {
  return readCode(answer.errcode, answer.errmsg);
}

export function readCode(code: unknown, said: unknown): { code: number; said: string } | undefined {
  if (typeof code !== 'number') return undefined;
  return { code, said: typeof said === 'string' ? said : '' };
}

/** The key in a robot's URL (a query value or the last part of the path), and its signing secret. */
function secretsOf({ url, secret }: Robot): string[] {
  const { searchParams, pathname } = new URL(url);
  const last = pathname.split('/').at(-1) ?? '';
  // A short one (`send`, `v=2`) is no key, and a word that an error message may need.
  const keys = [...searchParams.values(), last].filter((part) => part.length >= 8);
  return [url, ...keys, ...(secret === undefined ? [] : [secret])];
}

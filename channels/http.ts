/**
 * One POST, and exactly what became of it.
 *
 * `node:https` and not `fetch`, because the question that matters, "may it have arrived?", is answered by
 * whether the connection stood, which `fetch` does not tell, and because it lets the resolved address be
 * checked. Redirects are answers here, never followed. A connection serves one request, so that a broken one
 * was never an idle one that the other side had closed.
 */
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { guardedLookup, type Allowed } from './endpoint.ts';

export type Reply =
  | { kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: string }
  /** Nothing was written: no connection, a bad certificate, a closed address. `code` is the system's. */
  | { kind: 'notSent'; code: string }
  /** It had been written; no whole answer came. */
  | { kind: 'lost'; why: 'timeout' | 'broken' };

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowed: Allowed;
  timeoutMs: number;
  signal: AbortSignal;
}

/** An answer of a robot is a line of JSON; what is longer than this is none. */
const MAX_ANSWER_BYTES = 64 * 1024;

export function post({ url, headers, body, allowed, timeoutMs, signal }: Post): Promise<Reply> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    let written = false;
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = AbortSignal.any([signal, timeout]);
    const codeOf = (error: NodeJS.ErrnoException): string => {
      if (signal.aborted) return 'EABORTED';
      return timeout.aborted ? 'ETIMEDOUT' : (error.code ?? 'EUNKNOWN');
    };
    const failed = (error: NodeJS.ErrnoException): void => {
      const why = stop.aborted ? 'timeout' : 'broken';
      if (written) resolve({ kind: 'lost', why });
      else resolve({ kind: 'notSent', code: codeOf(error) });
    };
    const request = (secure ? https : http).request(target, {
      method: 'POST',
      agent: false,
      headers: {
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'quancheng',
        connection: 'close',
      },
      lookup: guardedLookup(allowed),
      signal: stop,
    });
    request.on('socket', (socket) => {
      // What was buffered leaves with this event, not before it.
      socket.once(secure ? 'secureConnect' : 'connect', () => (written = true));
    });
    request.on('error', failed);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_ANSWER_BYTES) chunks.push(chunk);
        else response.destroy();
      });
      response.on('error', failed);
      response.on('close', () => {
        if (!response.complete || size > MAX_ANSWER_BYTES)
          resolve({ kind: 'lost', why: stop.aborted ? 'timeout' : 'broken' });
        else {
          resolve({
            kind: 'answered',
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        }
      });
    });
    request.end(body);
  });
}

/** How long the other side asks to be left alone: `Retry-After` (RFC 9110) or Feishu's reset header; in ms. */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  // Feishu, "频控策略": x-ogw-ratelimit-reset, in seconds.
  const reset = headers['x-ogw-ratelimit-reset'];
  const text = headers['retry-after'] ?? (Array.isArray(reset) ? reset[0] : reset);
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** The CLI's way to the running system: its HTTP API, found by the data folder or by QUANCHENG_URL. */
import type { Config } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { readRunInfo } from '../dev/lock.ts';

/** The API refused: what it said, in both languages. */
export class Refused extends Error {
  readonly code: string;
  readonly field: string | undefined;
  constructor(problem: { code: string; message: { zh: string; en: string }; field?: string }) {
    super(`${problem.message.zh} / ${problem.message.en}${problem.field ? ` (${problem.field})` : ''}`);
    this.code = problem.code;
    this.field = problem.field;
  }
}

export interface Api {
  url: string;
  get<T>(path: string): Promise<T>;
  /** A document. */
  bytes(path: string): Promise<Uint8Array>;
  /** Sends a command. The same `commandId` is done once. */
  post<T>(path: string, body: unknown, commandId?: string): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  /** Sends a file as it is. */
  upload(path: string, bytes: Uint8Array): Promise<Response>;
  /** Sends a request whose answer comes line by line as JSON. */
  lines<T>(path: string, body: unknown): AsyncGenerator<T>;
}

/** Throws `SetupError` when nothing is running or no token is known. */
export function connectApi(config: Config): Api {
  const url = config.url ?? readRunInfo(config.dataDir)?.apiUrl;
  if (url === undefined) {
    throw new SetupError(
      '系统没有运行 / the system is not running',
      '先在另一个终端执行 npm start，或设置 QUANCHENG_URL 和 QUANCHENG_TOKEN / run npm start in another terminal, or set both variables',
    );
  }
  if (config.token === undefined)
    throw new SetupError('没有令牌 / there is no token', '设置 QUANCHENG_TOKEN / set QUANCHENG_TOKEN');
  return apiAt(url, config.token);
}

export function apiAt(url: string, token: string): Api {
  const send = async (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers };
    const response = await fetch(new URL(`/v1${path}`, url), { ...init, headers }).catch((error: unknown) => {
      const cause = (error as { cause?: { code?: string } }).cause?.code;
      if (cause === undefined) throw error;
      throw new SetupError(`连不上 ${url} / can't reach it ${cause}`, 'npm start');
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => undefined)) as
      ConstructorParameters<typeof Refused>[0] | undefined;
    throw problem?.message ? new Refused(problem) : new Error(`${response.status} ${response.statusText}`);
  };
  return {
    url,
    bytes: async (path) => new Uint8Array(await (await send(path)).arrayBuffer()),
    get: async <T>(path: string) => (await (await send(path)).json()) as T,
    post: async <T>(path: string, body: unknown, commandId?: string) =>
      (await (
        await send(path, {
          method: 'POST',
          body: JSON.stringify(body),
          // A header is ASCII; a name of a county is not.
          headers: commandId === undefined ? {} : { 'idempotency-key': encodeURI(commandId) },
        })
      ).json()) as T,
    put: async <T>(path: string, body: unknown) =>
      (await (await send(path, { method: 'PUT', body: JSON.stringify(body) })).json()) as T,
    upload: (path, bytes) =>
      send(path, {
        method: 'POST',
        body: bytes as Uint8Array<ArrayBuffer>,
        headers: { 'content-type': 'application/octet-stream' },
      }),
    async *lines<T>(path: string, body: unknown) {
      yield* linesOf<T>(await send(path, { method: 'POST', body: JSON.stringify(body) }));
    },
  };
}

/** An answer that comes line by line as JSON. */
export async function* linesOf<T>(response: Response): AsyncGenerator<T> {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!;
    for (const line of parts) if (line) yield JSON.parse(line) as T;
  }
}

/** The CLI's way to the running system: the generated client, found by the data folder or by QUANCHENG_URL. */
import { quancheng, type QuanchengClient } from '../client/index.ts';
import type { Config } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { readRunInfo } from '../dev/lock.ts';

interface Problem {
  code: string;
  status: number;
  message: { zh: string; en: string };
  field?: string;
}

/** The API refused: what it said, in both languages. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  constructor({ code, status, message: { zh, en }, field }: Problem) {
    super(`${zh} / ${en}${field ? ` (${field})` : ''}`);
    this.code = code;
    this.status = status;
    this.field = field;
  }
}

export interface Api {
  url: string;
  /** Paths, bodies and answers as the API's document has them. What it refuses is thrown as `Refused`. */
  client: QuanchengClient;
  /** Of a path that is no literal: what it answers is not checked. */
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
  const client = quancheng(url, token);
  client.use({
    onError({ error }) {
      const { cause } = error as { cause?: { code?: string; message: string } };
      if (cause !== undefined)
        return new SetupError(`连不上 ${url} / can't reach it: ${cause.code ?? cause.message}`, 'npm start');
    },
    async onResponse({ response }) {
      if (!response.ok) throw await refusalOf(response);
    },
  });
  /** The client's own call, of a path that only the caller knows to be one of the API's. */
  const call = client.request as unknown as (
    method: string,
    path: string,
    init?: object,
  ) => Promise<{ data?: unknown; response: Response }>;
  const sent = async <T>(method: string, path: string, init?: object): Promise<T> =>
    (await call(method, `/v1${path}`, init)).data as T;
  return {
    ...{ url, client },
    bytes: async (path) => new Uint8Array(await sent<ArrayBuffer>('get', path, { parseAs: 'arrayBuffer' })),
    get: (path) => sent('get', path),
    post: (path, body, id) => sent('post', path, { body, headers: commandId(id) }),
    put: (path, body) => sent('put', path, { body }),
    upload: async (path, body) =>
      (
        await call('post', `/v1${path}`, {
          ...{ body, bodySerializer: (bytes: unknown) => bytes, parseAs: 'stream' },
          headers: { 'content-type': 'application/octet-stream' },
        })
      ).response,
    async *lines<T>(path: string, body: unknown) {
      yield* linesOf<T>((await call('post', `/v1${path}`, { body, parseAs: 'stream' })).response);
    },
  };
}

/** The answer of a call that was not refused. */
export async function answered<T>(call: Promise<{ data: T } | { data?: never }>): Promise<T> {
  return (await call).data as T;
}

/** The header that makes a repeated command one. A header is ASCII; a name of a county is not. */
export const commandId = (id: string | undefined): { 'idempotency-key'?: string } =>
  id === undefined ? {} : { 'idempotency-key': encodeURI(id) };

/** An answer that comes line by line as JSON. */
export async function* linesOf<T>(response: Response): AsyncGenerator<T> {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!;
    for (const line of parts) if (line) yield JSON.parse(line) as T;
  }
}

/** What a refusal says; an answer that is none of the API's, such as a proxy's, by its status. */
async function refusalOf(response: Response): Promise<Refused> {
  const { status, statusText } = response;
  const problem = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
  if (problem?.message && problem.code !== undefined) return new Refused({ ...(problem as Problem), status });
  const zh = `接口返回 ${status}`;
  return new Refused({ code: `http${status}`, status, message: { zh, en: `${status} ${statusText}` } });
}

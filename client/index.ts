/** The client of the API: every path, body and answer is checked by the types that its document gives. */
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './api.ts';

export type QuanchengClient = Client<paths>;

/** A client of the system at `url`; `fetch` may be another one in tests. */
export const quancheng = (
  url: string,
  token: string,
  fetch?: (request: globalThis.Request) => Promise<Response>,
): QuanchengClient =>
  createClient<paths>({
    baseUrl: url,
    headers: { authorization: `Bearer ${token}` },
    ...(fetch ? { fetch } : {}),
  });

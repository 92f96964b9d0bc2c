/** The client of the API: every path, body and answer is checked by the types that its document gives. */
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './api.ts';

type Json = `${string}/${'json' | 'problem+json'}`;
/** Answers as JSON; a report in another format is fetched by its address. */
export type QuanchengClient = Client<paths, Json>;

/** A client of the system at `url`; `fetch` may be another one in tests. */
export const quancheng = (
  url: string,
  token: string,
  fetch?: (request: globalThis.Request) => Promise<Response>,
): QuanchengClient =>
  createClient<paths, Json>({
    baseUrl: url,
    headers: { authorization: `Bearer ${token}` },
    ...(fetch ? { fetch } : {}),
  });

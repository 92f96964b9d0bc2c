/**
 * Signing in at an OpenID Connect provider: authorisation code with PKCE. What must come back unchanged (state,
 * nonce, verifier) goes along in an encrypted cookie of ten minutes. The provider is asked for when the first
 * user signs in, so that the API starts without it.
 */
import { EncryptJWT, jwtDecrypt } from 'jose';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as client from 'openid-client';
import type { OidcSettings } from '../config.ts';
import type { Vouched } from '../domain/accounts.ts';
import { reject, type Rejection } from '../domain/text.ts';
import type { Request } from './route.ts';

export interface Provider {
  issuer: string;
  /** The address at the provider to send a browser to; `to` is where it wants to be afterwards. */
  begin: (c: Request, to: string) => Promise<URL | Rejection>;
  /** Whom the provider vouches for, of a browser that comes back. */
  finish: (c: Request) => Promise<{ vouched: Vouched; to: string } | Rejection>;
}

export interface ProviderOptions extends OidcSettings {
  key: Buffer;
  /** Where browsers reach this system, as the provider knows it; by itself as the request says. */
  publicUrl?: string | undefined;
  isSecure: (c: Request) => boolean;
  /** Takes one line of JSON for each failure, with what the provider or its token had wrong. */
  log: (line: string) => void;
  /** How the provider is reached, for tests. */
  fetch?: client.CustomFetch | undefined;
}

const COOKIE = 'quancheng-sign-in';
export const CALLBACK = '/login/oidc/callback';
const MINUTES = 10;
const AT_HAND = { path: '/login/oidc', httpOnly: true, sameSite: 'Lax' } as const;

export const PROVIDER_AWAY = reject(
  'providerAway',
  '统一身份认证暂不可用，请稍后再试，或用令牌登录',
  'the sign-in of your organisation is away: try again later, or sign in with a token',
);
const STALE = reject(
  'signInStale',
  '登录已过期或不是从本页开始的，请重新登录',
  'this sign-in has expired or did not begin here: sign in again',
);
const NOT_VOUCHED = reject(
  'notVouched',
  '统一身份认证未通过，请重新登录',
  'the sign-in of your organisation did not vouch for you: sign in again',
);

export function createProvider(options: ProviderOptions): Provider {
  const { issuer, clientId, clientSecret, key, isSecure, log } = options;
  let found: Promise<client.Configuration> | undefined;
  /** Asked once, and again after a failure. */
  const configuration = (): Promise<client.Configuration> => {
    found ??= client
      .discovery(
        new URL(issuer),
        clientId,
        {},
        clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
        {
          // The signature of the id token is looked at, whatever the connection was.
          execute: [
            client.enableNonRepudiationChecks,
            ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
          ],
          timeout: 10,
          ...(options.fetch === undefined ? {} : { [client.customFetch]: options.fetch }),
        },
      )
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  };
  const refused = (error: unknown, otherwise: Rejection): Rejection => {
    const { code, name, message } = error as Error & { code?: string };
    log(JSON.stringify({ event: 'sign-in failed', error: `${code ?? name}: ${message}` }));
    return refusalOf(error, otherwise);
  };
  const callback = (c: Request): URL => new URL(CALLBACK, options.publicUrl ?? c.req.url);

  return {
    issuer,
    async begin(c, to) {
      try {
        const config = await configuration();
        const [state, nonce] = [client.randomState(), client.randomNonce()];
        const verifier = client.randomPKCECodeVerifier();
        const kept = await new EncryptJWT({ state, nonce, verifier, to })
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
          .setExpirationTime(`${MINUTES}m`)
          .encrypt(key);
        setCookie(c, COOKIE, kept, { ...AT_HAND, secure: isSecure(c), maxAge: MINUTES * 60 });
        return client.buildAuthorizationUrl(config, {
          ...{ redirect_uri: callback(c).href, scope: 'openid email', state, nonce },
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
      } catch (error) {
        return refused(error, PROVIDER_AWAY);
      }
    },
    async finish(c) {
      const kept = await opened(getCookie(c, COOKIE), key);
      deleteCookie(c, COOKIE, AT_HAND);
      if (!kept) return STALE;
      const here = callback(c);
      here.search = new URL(c.req.url).search;
      if (here.searchParams.get('state') !== kept.state) return STALE;
      try {
        const config = await configuration();
        const tokens = await client.authorizationCodeGrant(config, here, {
          ...{ pkceCodeVerifier: kept.verifier, expectedState: kept.state, expectedNonce: kept.nonce },
          idTokenExpected: true,
        });
        const { sub, iss, ...claims } = tokens.claims()!;
        const { email, email_verified } =
          claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(config, tokens.access_token, sub)
            : claims;
        const verified = typeof email === 'string' && email_verified === true ? email : undefined;
        return { vouched: { issuer: iss, subject: sub, email: verified }, to: kept.to };
      } catch (error) {
        return refused(error, NOT_VOUCHED);
      }
    },
  };
}

interface Kept {
  state: string;
  nonce: string;
  verifier: string;
  to: string;
}

async function opened(cookie: string | undefined, key: Buffer): Promise<Kept | undefined> {
  if (cookie === undefined) return undefined;
  try {
    return (await jwtDecrypt<Kept>(cookie, key)).payload;
  } catch {
    return undefined;
  }
}

/** What an error of the provider means to its user: that it is away, or else `otherwise`. */
function refusalOf(error: unknown, otherwise: Rejection): Rejection {
  const { name, code, status, cause } = error as Error & { code?: string; status?: number };
  const answered = cause instanceof Response ? cause.status : status;
  const said = (error as { error?: string }).error;
  const away =
    // What `fetch` throws when there is no connection, or no answer in time.
    name === 'TypeError' ||
    code === 'OAUTH_TIMEOUT' ||
    (answered !== undefined && answered >= 500) ||
    said === 'server_error' ||
    said === 'temporarily_unavailable';
  return away ? PROVIDER_AWAY : otherwise;
}

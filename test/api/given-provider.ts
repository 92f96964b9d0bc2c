/** A real OpenID Connect provider on a local port, and a browser that follows redirects and keeps cookies. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { createApp } from '../../api/app.ts';

export interface Account {
  email?: string;
  email_verified?: boolean;
}

/** Whoever is `signedIn.account` at the provider is let through at once, with leave for what is asked. */
export async function startProvider(redirectUri: string, accounts: Record<string, Account>) {
  const signedIn = { account: '' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'quancheng', client_secret: 'secret', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['test'] },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void (async () => {
      const { prompt, params, session } = await provider.interactionDetails(request, response);
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId: signedIn.account } });
      const grant = new provider.Grant({
        accountId: session!.accountId,
        clientId: params.client_id as string,
      });
      grant.addOIDCScope('openid email');
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    })();
  });
  return {
    ...{ issuer, signedIn },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

/** Somebody's browser: requests to `site` go to the app, all others over the network. */
export function browserOf(app: ReturnType<typeof createApp>, site: string) {
  const jars = new Map<string, Map<string, string>>();
  async function get(address: string): Promise<Response> {
    const { origin } = new URL(address);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const headers = {
      accept: 'text/html',
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    };
    const answer =
      origin === site
        ? await app.request(address, { headers })
        : await fetch(address, { headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '' || /max-age=0\b/i.test(cookie)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return answer;
  }
  return {
    get,
    cookies: (origin: string) => jars.get(origin) ?? new Map<string, string>(),
    /** Goes where it is sent, until it is sent to an address that `stop` wants to see first. */
    async follow(address: string, stop: (address: string) => boolean = () => false) {
      let at = address;
      for (let hops = 0; hops < 12 && !stop(at); hops++) {
        const answer = await get(at);
        const to = answer.headers.get('location');
        if (to === null) return { at, answer };
        at = new URL(to, at).href;
      }
      return { at, answer: undefined };
    },
  };
}

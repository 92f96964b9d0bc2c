/** Signing in at a provider of another site, in a real browser: what it keeps from whom is its own rule. */
import { serve } from '@hono/node-server';
import getPort from 'get-port';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { startProvider } from '../api/given-provider.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { reader, useBrowser } from './given.ts';

useBrowser();

test('one comes back from another site signed in, to where one wanted', async () => {
  const port = await getPort();
  // `localhost` and the provider's 127.0.0.1 are two sites to a browser.
  const site = `http://localhost:${port}`;
  const provider = await startProvider(`${site}/login/oidc/callback`, { zhao: {} });
  provider.signedIn.account = 'zhao';
  const system = await freshSystem(REAL);
  const oidc = { issuer: provider.issuer, clientId: 'quancheng', clientSecret: 'secret' };
  const app = createApp({ system, token: 'operator', publicUrl: site, oidc, log: () => {} });
  const server = serve({ fetch: app.fetch, port, hostname: 'localhost' });
  await app.request('/v1/users/zhao', {
    method: 'PUT',
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
    body: JSON.stringify({ person: '赵主任', subject: 'zhao', grants: [{ role: 'office' }] }),
  });
  const { page } = await reader('nobody');
  await page.goto(`${site}/?county=%E7%A4%BA%E4%BE%8B%E5%8E%BF`);
  await page.click('a[href^="/login/oidc"]');
  await page.waitForURL(`${site}/?county=*`);
  expect((await page.context().cookies(site)).find((c) => c.name === 'quancheng')?.sameSite).toBe('Strict');
  await page.close();
  server.close();
  await provider.stop();
  await system.close();
});

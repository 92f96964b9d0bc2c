/** The reference of the API as a page, with its script from node_modules: it needs no internet. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { html } from 'hono/html';
import type { Api } from './route.ts';

const FILES = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'start.js': 'text/javascript',
} as const;
const START = `SwaggerUIBundle({ url: '../openapi.json', dom_id: '#reference', validatorUrl: null });`;
/** Looser than that of the other pages, for this one alone: its own scripts, and requests to this site. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function addReference(app: Api): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist'));
  app.get('/docs', (c) => c.redirect('/v1/docs/'));
  app.get('/docs/', (c) => {
    c.header('content-security-policy', CSP);
    return c.html(
      html`<!doctype html>
        <html lang="zh-CN">
          <head>
            <meta charset="utf-8" />
            <title>全程接口 Quancheng API</title>
            <link rel="stylesheet" href="swagger-ui.css" />
          </head>
          <body>
            <div id="reference"></div>
            <script src="swagger-ui-bundle.js"></script>
            <script src="start.js"></script>
          </body>
        </html>`,
    );
  });
  for (const [name, type] of Object.entries(FILES)) {
    app.get(`/docs/${name}`, (c) => {
      c.header('content-type', `${type}; charset=utf-8`);
      c.header('cache-control', 'public, max-age=3600');
      return c.body(name === 'start.js' ? START : readFileSync(join(folder, name)));
    });
  }
}

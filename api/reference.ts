/** The reference of the API as a page, with its script from node_modules: it needs no internet. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { html } from 'hono/html';
import { REFUSALS_OF_BODIES, type Api } from './route.ts';

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

/** The OpenAPI document, written from the routes. */
export function addDocument(app: Api): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    ...{ type: 'http', scheme: 'bearer' },
    description: '令牌 / a token of the system: docs/identity.md',
  });
  let written: object | undefined;
  app.get('/v1/openapi.json', (c) => {
    written ??= withRefusals(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Quancheng 全程', version: '0.1.0' },
        security: [{ token: [] }],
      }),
    );
    return c.json(written);
  });
}

/** Who sends a body may be refused for more: said here, so that no route has to. */
function withRefusals(document: { paths?: unknown }) {
  const problem = { $ref: '#/components/schemas/Problem' };
  const more = Object.entries(REFUSALS_OF_BODIES).map(([status, { description }]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problem } } },
  ]);
  const paths = document.paths as Record<
    string,
    Record<string, { requestBody?: object; responses: Record<string, unknown> }>
  >;
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path)))
    if (operation.requestBody) Object.assign(operation.responses, Object.fromEntries(more));
  return document;
}

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

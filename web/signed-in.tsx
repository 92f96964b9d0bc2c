/**
 * Where a browser comes to from the identity provider. It goes on by itself: the session's cookie is kept from
 * requests that another site began, and the next one begins here.
 */
import { raw } from 'hono/html';
import { say, text, type View } from './view.ts';

export function SignedInPage({ view, to }: { view: View; to: string }) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={view.language === 'zh' ? 'zh-CN' : 'en'}>
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="refresh" content={`0;url=${to}`} />
          <title>{say(view, text('已登录', 'Signed in'))}</title>
        </head>
        <body>
          <a href={to}>{say(view, text('继续', 'Go on'))}</a>
        </body>
      </html>
    </>
  );
}

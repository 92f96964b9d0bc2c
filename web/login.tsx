/** The page to sign in. */
import type { Rejection } from '../domain/text.ts';
import { Page } from './layout.tsx';
import { say, text, type View } from './view.ts';

export function LoginPage({
  view,
  to,
  hasProvider,
  rejection,
}: {
  view: View;
  to: string;
  /** Users may sign in at the identity provider, too. */
  hasProvider: boolean;
  rejection?: Rejection | undefined;
}) {
  return (
    <Page view={view} title={say(view, text('登录', 'Sign in'))}>
      {hasProvider ? (
        <p>
          <a class="button" href={`/login/oidc?to=${encodeURIComponent(to)}`}>
            {say(view, text('统一身份认证登录', 'Sign in with your organisation'))}
          </a>
        </p>
      ) : null}
      <form method="post" action="/login" class="card">
        <input type="hidden" name="to" value={to} />
        {view.csrf === undefined ? null : <input type="hidden" name="csrf" value={view.csrf} />}
        <label>
          {say(view, text('令牌', 'Token'))}
          <input name="token" type="password" required autocomplete="current-password" autofocus />
        </label>
        <button type="submit">{say(view, text('登录', 'Sign in'))}</button>
        {rejection ? (
          <p class="fault" role="alert">
            {say(view, rejection.message)}
          </p>
        ) : null}
        <p class="muted">
          {say(
            view,
            text(
              '令牌由系统管理员发放；首次启动时打印管理员令牌。项目长可直接打开通知里的链接，无需登录。',
              'The administrator hands out tokens; the first start prints the administrator’s. A project chief needs none: the link of a notice is enough.',
            ),
          )}
        </p>
      </form>
    </Page>
  );
}

/** The frame of every page: head, navigation by role, demo notice, language, and the end. */
import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { localTime } from '../domain/dates.ts';
import { asset } from './assets.ts';
import { hasRole, say, text, withQuery, type View } from './view.ts';

/** The pages of the navigation: address, name, and who has it there. */
const NAVIGATION: { to: string; name: ReturnType<typeof text>; roles: string[] }[] = [
  { to: '/', name: text('周调度', 'Weekly review'), roles: ['office', 'leader', 'auditor'] },
  { to: '/projects', name: text('项目', 'Projects'), roles: ['office', 'leader', 'auditor'] },
  {
    to: '/mine',
    name: text('我的项目', 'My projects'),
    roles: ['chief', 'approvalChief', 'department', 'leader'],
  },
  {
    to: '/reviews',
    name: text('历次调度与报告', 'Reviews and reports'),
    roles: ['office', 'leader', 'auditor'],
  },
  { to: '/wall', name: text('挂图作战', 'Wall chart'), roles: ['office', 'leader', 'auditor'] },
  { to: '/screen', name: text('大屏', 'Big screen'), roles: ['office', 'leader', 'auditor', 'screen'] },
  { to: '/import', name: text('导入台账', 'Import a ledger'), roles: ['office'] },
  { to: '/rules', name: text('规则', 'Rules'), roles: ['office', 'leader', 'auditor', 'admin'] },
  { to: '/operator', name: text('运行', 'Operations'), roles: ['admin', 'auditor'] },
];

interface PageProps {
  view: View;
  title: string;
  /** Script files of `web/assets`, beside the common one. */
  scripts?: string[];
  /** Style sheets of `web/assets`, beside the common one. */
  styles?: string[];
  /** Follows the changes of the log: what is marked `data-live` is fetched anew when something happens. */
  live?: boolean;
  /** Without navigation, over the whole window. */
  bare?: boolean;
  children?: Child;
}

/** A whole HTML document. */
export function Page({
  view,
  title,
  scripts = [],
  styles = [],
  live = false,
  bare = false,
  children,
}: PageProps) {
  const other = view.language === 'zh' ? 'en' : 'zh';
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={view.language === 'zh' ? 'zh-CN' : 'en'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <title>{`${title} · 全程 Quancheng`}</title>
          <link rel="icon" href={asset('icon.svg')} />
          {['style.css', ...styles].map((file) => (
            <link rel="stylesheet" href={asset(file)} />
          ))}
          {['main.js', ...scripts].map((file) => (
            <script type="module" src={asset(file)}></script>
          ))}
        </head>
        <body
          class={bare ? 'bare' : undefined}
          data-csrf={view.csrf}
          data-language={view.language}
          data-position={view.position}
          data-follow={live ? 'true' : undefined}
        >
          {bare ? null : (
            <header class="top">
              <a class="skip" href="#main">
                {say(view, text('跳到内容', 'Skip to the content'))}
              </a>
              <a class="brand" href="/">
                全程<span lang="en"> Quancheng</span>
              </a>
              <nav aria-label={say(view, text('主导航', 'Main'))}>
                {NAVIGATION.filter((n) => hasRole(view, ...n.roles)).map((n) => (
                  <a href={n.to} aria-current={view.path.split('?')[0] === n.to ? 'page' : undefined}>
                    {say(view, n.name)}
                  </a>
                ))}
              </nav>
              <div class="who">
                {view.caller.grants.length > 0 ? (
                  <span>{view.caller.person ?? view.caller.actor}</span>
                ) : null}
                <a href={withQuery(view.path, { lang: other })} lang={other === 'zh' ? 'zh-CN' : 'en'}>
                  {other === 'zh' ? '中文' : 'English'}
                </a>
                {view.csrf === undefined ? null : (
                  <form method="post" action="/logout">
                    <input type="hidden" name="csrf" value={view.csrf} />
                    <button class="plain" type="submit">
                      {say(view, text('退出', 'Sign out'))}
                    </button>
                  </form>
                )}
              </div>
            </header>
          )}
          {view.demo ? (
            <p class="demo" role="status">
              {say(view, text('演示时钟', 'Demo clock'))}: {localTime(view.now, view.zone)}{' '}
              {say(view, text('（不是真实日期）', '(not the real date)'))}
            </p>
          ) : null}
          <main id="main" tabindex={-1}>
            {bare ? null : <h1>{title}</h1>}
            {children}
          </main>
        </body>
      </html>
    </>
  );
}

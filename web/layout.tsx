/** What every page has: head, banner of a demo, navigation, content, and where messages appear. */
import type { Child } from 'hono/jsx';
import { localTime, type Instant, type Zone } from '../domain/dates.ts';
import type { Light as Colour } from '../domain/lights.ts';
import type { Text } from '../domain/text.ts';
import { asset } from './assets.ts';
import { sayIn, WORDS, type Language } from './words.ts';

/** For whom and when a page is made. */
export interface Reader {
  language: Language;
  /** The system's time. */
  now: Instant;
  zone: Zone;
  demo: boolean;
  /** Path and query of the page, for the link to the other language. */
  url: string;
}

const NAVIGATION: readonly [path: string, name: Text][] = [
  ['/', WORDS.board],
  ['/projects', WORDS.projects],
  ['/reviews', WORDS.reviews],
  ['/wall', WORDS.wall],
  ['/screen', WORDS.screen],
  ['/import', WORDS.importing],
  ['/rules', WORDS.rules],
  ['/operator', WORDS.operator],
];

interface PageProps {
  reader: Reader;
  title: string;
  /** Scripts of the page, by file name in `assets/`. */
  scripts?: readonly string[];
  /** Without navigation: a big screen, a wall chart. */
  bare?: boolean;
  children: Child;
}

export function Page({ reader, title, scripts = [], bare = false, children }: PageProps) {
  const t = sayIn(reader.language);
  return (
    <html lang={reader.language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{`${title} · ${t(WORDS.product)}`}</title>
        <link rel="stylesheet" href={asset('style.css')} />
        {scripts.map((name) => (
          <script type="module" src={asset(name)}></script>
        ))}
      </head>
      <body class={bare ? 'bare' : ''}>
        {bare ? null : (
          <header class="top">
            <a class="skip" href="#content">
              {t(WORDS.skip)}
            </a>
            <nav aria-label={t(WORDS.menu)}>
              <ul>
                {NAVIGATION.map(([path, name]) => (
                  <li>
                    <a href={path} {...(isAt(reader.url, path) ? { 'aria-current': 'page' } : {})}>
                      {t(name)}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <a class="language" href={inLanguage(reader)} lang={reader.language === 'zh' ? 'en' : 'zh-CN'}>
              {t(WORDS.other)}
            </a>
          </header>
        )}
        {reader.demo ? (
          <p class="demo" role="status">
            {t(WORDS.demo)}：{localTime(reader.now, reader.zone)}
          </p>
        ) : null}
        <main id="content">
          <h1>{title}</h1>
          <div id="said" role="status" aria-live="polite"></div>
          {children}
        </main>
      </body>
    </html>
  );
}

const isAt = (url: string, path: string): boolean => new URL(url, 'http://x').pathname === path;

function inLanguage({ url, language }: Reader): string {
  const there = new URL(url, 'http://x');
  there.searchParams.set('lang', language === 'zh' ? 'en' : 'zh');
  return `${there.pathname}${there.search}`;
}

const LIGHTS: Record<Colour, { sign: string; name: Text }> = {
  red: { sign: '■', name: { zh: '红', en: 'red' } },
  yellow: { sign: '▲', name: { zh: '黄', en: 'yellow' } },
  green: { sign: '●', name: { zh: '绿', en: 'green' } },
};

/** A light, told by its shape and its word as well as its colour. */
export function Light({ of, language }: { of: Colour; language: Language }) {
  const { sign, name } = LIGHTS[of];
  return (
    <span class={`light ${of}`}>
      <span aria-hidden="true">{sign}</span> {name[language]}
    </span>
  );
}

/** A table that scrolls by itself where it is wider than the page; `caption` says what it is. */
export function Table({ caption, head, children }: { caption: string; head: Child[]; children: Child }) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((h) => (
              <th scope="col">{h}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A choice among the values that there are, for a form of filters. */
export function Choice(props: {
  name: string;
  label: string;
  values: readonly (string | [value: string, label: string])[];
  chosen: string | undefined;
  all: string;
}) {
  return (
    <label>
      {props.label}
      <select name={props.name}>
        <option value="">{props.all}</option>
        {props.values.map((v) => {
          const [value, label] = typeof v === 'string' ? [v, v] : v;
          return (
            <option value={value} selected={value === props.chosen}>
              {label}
            </option>
          );
        })}
      </select>
    </label>
  );
}

/**
 * A form that sends one command to the API when it is submitted (`assets/command.js`): its fields by their
 * names beside `command`. It is done once, however often it is sent.
 */
export function CommandForm(props: {
  to: string;
  command?: Record<string, unknown>;
  label: string;
  children?: Child;
  /** What is asked before it is sent. */
  confirm?: string;
}) {
  return (
    <form
      class="command"
      data-to={props.to}
      data-command={JSON.stringify(props.command ?? {})}
      {...(props.confirm === undefined ? {} : { 'data-confirm': props.confirm })}
    >
      {props.children}
      <button type="submit">{props.label}</button>
      <p class="answer" role="alert"></p>
    </form>
  );
}

/**
 * The page of a signed link: what it is about, and a form for each thing that can be done by it. No script;
 * readable at 360 pixels; in the reader's language, with nothing of other projects or people on it.
 */
import { html, raw } from 'hono/html';
import { localTime } from '../domain/dates.ts';
import type { Notice } from '../domain/delivery.ts';
import { whyText } from '../domain/notice.ts';
import { own } from '../domain/project/state.ts';
import type { Text } from '../domain/text.ts';
import { asset } from './assets.ts';
import type { LinkAction } from '../links/token.ts';
import type { Used, Examined } from '../store/links.ts';
import type { Recorded } from '../store/read.ts';
import { CAUSES, NAMEABLE_CAUSES } from './causes.ts';

type Html = ReturnType<typeof html>;
type Open = Extract<Examined, { is: 'open' }>;
export type LinkView = Used | Examined | (Omit<Open, 'is'> & { is: 'badForm'; field: string; fault: string });

const STYLE = `
:root{font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;color:#1c2430;background:#f6f7f9}
*{box-sizing:border-box}body{margin:0 auto;max-width:34rem;padding:1rem 1rem 3rem;line-height:1.55;overflow-wrap:anywhere}
h1{font-size:1.25rem;margin:.5rem 0}.card{background:#fff;border:1px solid #d5dae1;border-radius:.5rem;padding:.8rem 1rem;margin:.8rem 0}
.late{color:#a40000;font-weight:600}.muted{color:#56606d;font-size:.9rem}.told{background:#e8f3ea;border-color:#0b5d1e}.fault{background:#fdecec;border-color:#a40000}
.demo{background:#fff3cd;border:1px solid #b58100;padding:.4rem .8rem;border-radius:.3rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem .8rem;margin:.5rem 0}dt{color:#56606d}dd{margin:0}
label{display:block;margin:.6rem 0 .2rem}input,select,textarea{width:100%;font:inherit;padding:.5rem;border:1px solid #8a94a3;border-radius:.3rem;background:#fff;color:inherit}
button{font:inherit;width:100%;min-height:44px;margin-top:.8rem;padding:.5rem 1rem;border:0;border-radius:.4rem;background:#0b4f9c;color:#fff}
summary{min-height:44px;padding:.6rem 0;cursor:pointer;font-weight:600;color:#0b4f9c}
:focus-visible{outline:3px solid #f0a000;outline-offset:2px}`;

const T = {
  acknowledge: { zh: '确认收到', en: 'Acknowledge' },
  acknowledgeWhat: {
    zh: '表示您已知悉并在处理；下一级督办会因此暂缓。',
    en: 'You know of it and are at work on it; the next step of the ladder is held for a while.',
  },
  completeMilestone: { zh: '报告已完成', en: 'Report it completed' },
  completeWhat: { zh: '今天完成的，在此报告。', en: 'Report here what was completed today.' },
  requestExtension: { zh: '申请延期', en: 'Ask for an extension' },
  nameCause: { zh: '说明原因', en: 'Name the cause' },
  remark: { zh: '说明（可不填）', en: 'Remark (optional)' },
  photo: { zh: '照片（可不拍）', en: 'Photo (optional)' },
  workdays: { zh: '延长几个工作日', en: 'By how many working days' },
  dueOn: { zh: '或者延到哪一天', en: 'or until which day' },
  reason: { zh: '理由（必填）', en: 'Reason (required)' },
  cause: { zh: '原因', en: 'Cause' },
  owner: { zh: '由谁解决（可不填）', en: 'Who can clear it (optional)' },
  once: { zh: '此链接只能使用一次，请选择一项。', en: 'This link can be used once: choose one. ' },
  yours: { zh: '仅供本人使用，请勿转发。', en: 'It is yours alone: please do not forward it.' },
  project: { zh: '项目', en: 'Project' },
  item: { zh: '事项', en: 'What' },
  due: { zh: '应于', en: 'Due' },
  to: { zh: '通知对象', en: 'For' },
  inPlaceOf: { zh: '代', en: 'in place of ' },
  done: { zh: '已记录，谢谢。', en: 'It is recorded. Thank you.' },
  used: { zh: '此链接已经用过，已记录的是：', en: 'This link was used already. What stands recorded:' },
  invalid: { zh: '链接无效', en: 'The link is not valid' },
  invalidWhat: {
    zh: '请检查链接是否完整，或联系调度办公室。',
    en: 'Please check that the address is whole, or ask the office.',
  },
  next: {
    zh: '如需处理，请联系调度办公室，或使用最新一条通知中的链接。',
    en: 'If something is to be done, ask the office, or use the link of the latest notice.',
  },
  refused: { zh: '未能受理', en: 'It could not be taken' },
  demo: { zh: '演示时钟', en: 'demo clock' },
} satisfies Record<string, Text>;

type Language = keyof Text;

export function linkPage(view: LinkView, at: { demoNow: string | null; zone: string }): Html {
  const language: Language = view.is === 'invalid' ? 'zh' : view.notice.preferences.language;
  const t = (text: Text): string => text[language];
  const title = view.is === 'invalid' ? `${T.invalid.zh} / ${T.invalid.en}` : t(view.notice.rung.name);
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow" />
        <meta name="quancheng" content="${view.is}" />
        <script type="module" src="${asset('link.js')}"></script>
        <title>${title} · 全程 Quancheng</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        ${at.demoNow === null ? '' : html`<p class="demo" role="status">${t(T.demo)}：${localTime(at.demoNow, at.zone)}</p>`}
        <main>
          <h1>${title}</h1>
          ${
            view.is === 'invalid'
              ? html`<p class="card">${T.invalidWhat.zh}<br />${T.invalidWhat.en}</p>`
              : [about(view.notice, t), content(view, t, at.zone)]
          }
        </main>
      </body>
    </html>`;
}

type Say = (text: Text) => string;

function about({ rung, projectName, recipient }: Notice, t: Say): Html {
  const { absent } = recipient;
  return html`<section class="card">
    <dl>
      <dt>${t(T.project)}</dt>
      <dd>${projectName}</dd>
      <dt>${t(T.item)}</dt>
      <dd>${rung.title}</dd>
      <dt>${t(T.due)}</dt>
      <dd class="${rung.afterWorkdays > 0 ? 'late' : ''}">${rung.dueOn}</dd>
      <dt>${t(T.to)}</dt>
      <dd>${recipient.person}${absent === undefined ? '' : `（${t(T.inPlaceOf)}${absent}）`}</dd>
    </dl>
    <p class="muted">${t(whyText(rung))}</p>
  </section>`;
}

function content(view: Exclude<LinkView, { is: 'invalid' }>, t: Say, zone: string): Html {
  switch (view.is) {
    case 'open':
      return forms(view, t);
    case 'badForm':
      return html`<p class="card fault" role="alert">
          ${t(T.refused)}：${fieldName(view.field, t)}${view.fault}
        </p>
        ${forms(view, t)}`;
    case 'refused':
      return html`<p class="card fault" role="alert">${t(T.refused)}：${t(view.rejection.message)}</p>
        ${forms(view, t)}`;
    case 'done':
    case 'used':
      return html`<section class="card told" role="status">
        <p>${view.is === 'done' ? t(T.done) : t(T.used)}</p>
        <ul>
          ${view.events.map((e) => html`<li>${localTime(e.recordedAt, zone)} ${told(e, t)}</li>`)}
        </ul>
      </section>`;
    default:
      return html`<p class="card fault" role="status">${t(view.why)}</p>
        <p class="muted">${t(T.next)}</p>`;
  }
}

const fieldName = (field: string, t: Say): string => (field in T ? `${t(T[field as keyof typeof T])}，` : '');

/** What an event of a link's use says. */
function told(event: Recorded, t: Say): string {
  switch (event.type) {
    case 'rungAcknowledged':
      return `${t(T.acknowledge)} (→ ${event.data.until})`;
    case 'milestoneCompleted':
      return t(T.completeMilestone);
    case 'extensionRequested': {
      const { workdays, dueOn, reason } = event.data;
      return `${t(T.requestExtension)}: ${dueOn ?? `+${workdays}`}, ${reason}`;
    }
    case 'causeNamed':
      return `${t(T.nameCause)}: ${t(CAUSES[event.data.cause])}`;
    default:
      return event.type;
  }
}

function forms({ actions, notice, project }: Pick<Open, 'actions' | 'notice' | 'project'>, t: Say): Html {
  const acknowledged =
    own(project.obligations, notice.rung.obligation)?.acknowledgement?.rung === notice.rung.rung;
  const offered = actions.filter((a) => !(a === 'acknowledge' && acknowledged));
  return html`<p class="muted">${t(T.once)}${t(T.yours)}</p>
    ${offered.map((action) => FORMS[action](t))}`;
}

const form = (action: LinkAction, t: Say, fields: Html): Html =>
  html`<form method="post" enctype="multipart/form-data">
    <input type="hidden" name="action" value="${action}" />
    ${fields}
    <button type="submit">${t(T[action])}</button>
  </form>`;

const folded = (action: LinkAction, t: Say, fields: Html, open = false): Html =>
  html`<details class="card" ${open ? 'open' : ''}>
    <summary>${t(T[action])}</summary>
    ${form(action, t, fields)}
  </details>`;

const FORMS: Record<LinkAction, (t: Say) => Html> = {
  acknowledge: (t) =>
    html`<section class="card">
      ${form('acknowledge', t, html`<span class="muted">${t(T.acknowledgeWhat)}</span>`)}
    </section>`,
  completeMilestone: (t) =>
    folded(
      'completeMilestone',
      t,
      html`<span class="muted">${t(T.completeWhat)}</span>
        <label
          >${t(T.photo)}<input
            name="photo"
            type="file"
            accept="image/jpeg,image/png,image/webp"
            capture="environment"
        /></label>
        <label>${t(T.remark)}<textarea name="remark" rows="2" maxlength="1000"></textarea></label>`,
      true,
    ),
  requestExtension: (t) =>
    folded(
      'requestExtension',
      t,
      html`<label
          >${t(T.workdays)}<input name="workdays" type="number" min="1" max="400" inputmode="numeric"
        /></label>
        <label>${t(T.dueOn)}<input name="dueOn" type="date" /></label>
        <label>${t(T.reason)}<textarea name="reason" rows="2" maxlength="1000" required></textarea></label>`,
    ),
  nameCause: (t) =>
    folded(
      'nameCause',
      t,
      html`<label
          >${t(T.cause)}<select name="cause">
            ${NAMEABLE_CAUSES.map((c) => html`<option value="${c}">${t(CAUSES[c])}</option>`)}
          </select></label
        >
        <label>${t(T.owner)}<input name="owner" maxlength="200" /></label>
        <label>${t(T.remark)}<textarea name="note" rows="2" maxlength="1000"></textarea></label>`,
    ),
};

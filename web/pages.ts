/** The pages, rendered on the server, Chinese first. Every page of a demo says that its clock is a demo's. */
import { html, raw } from 'hono/html';
import { localTime } from '../domain/dates.ts';
import { LIGHT_SIGNS, type Light } from '../domain/lights.ts';
import type { Review } from '../domain/review/weekly.ts';
import type { SystemMode } from '../store/clock.ts';

type Html = ReturnType<typeof html>;

const ZONE = 'Asia/Shanghai';
const STYLE = `
:root{font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c2430;background:#f6f7f9}
body{margin:0 auto;max-width:72rem;padding:0 1rem 4rem;line-height:1.5}
.demo{background:#fff3cd;border:1px solid #b58100;padding:.5rem 1rem;margin:1rem 0;border-radius:.3rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;background:#fff}th,td{border:1px solid #d5dae1;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:#eef1f5}.num{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}.red{color:#a40000;font-weight:600}.yellow{color:#7a5200;font-weight:600}.green{color:#0b5d1e}
small,.muted{color:#56606d}a{color:#0b4f9c}`;

const light = (l: Light): Html => html`<span class="${l}">${LIGHT_SIGNS[l].sign} ${LIGHT_SIGNS[l].zh}</span>`;

function page(title: string, mode: SystemMode, now: string, content: Html | Html[]): Html {
  const demo =
    mode.mode === 'demo'
      ? html`<p class="demo" role="status">
          演示时钟 / demo clock：${localTime(now, ZONE)}（不是真实日期 / not the real date）
        </p>`
      : '';
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title} · 全程 Quancheng</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        ${demo}
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

export function notFoundPage(mode: SystemMode, now: string): Html {
  return page('没有这个项目', mode, now, html`<p>There is no such project. <a href="/">返回周调度</a></p>`);
}

export function reviewPage(review: Review, mode: SystemMode, now: string): Html {
  return page(`周调度 ${review.asOf}`, mode, now, [
    html`<h2>各县区指标</h2>
      ${review.counties
        .filter((c) => c.figures[0]!.value > 0)
        .map(
          (c) =>
            html`<h3>${c.county}</h3>
              <div class="scroll">
                <table>
                  <thead>
                    <tr>
                      ${c.figures.map((f) => html`<th scope="col">${f.label.zh}<br /><small>${f.label.en}</small></th>`)}
                    </tr>
                  </thead>
                  <tbody>
                    <tr>
                      ${c.figures.map((f) => html`<td class="num">${f.value}${f.percent === undefined ? '' : ` (${f.percent.toFixed(1)}%)`}</td>`)}
                    </tr>
                  </tbody>
                </table>
              </div>`,
        )}`,
    html`<h2>议题：例外事项（${review.agenda.length}）</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>灯</th>
              <th>项目</th>
              <th>事项</th>
              <th>原因</th>
              <th>项目长</th>
              <th>包联领导</th>
            </tr>
          </thead>
          <tbody>
            ${review.agenda.map(
              (l) =>
                html`<tr>
                  <td>${light(l.light)}</td>
                  <td><a href="/page/projects/${l.project}">${l.name}</a><br /><small>${l.county}</small></td>
                  <td>${l.title}</td>
                  <td>${l.why.zh}<br /><small>${l.why.en}</small></td>
                  <td>${l.chief}</td>
                  <td>${l.leader}</td>
                </tr>`,
            )}
            ${
              review.agenda.length === 0
                ? html`<tr>
                    <td colspan="6">没有例外事项</td>
                  </tr>`
                : ''
            }
          </tbody>
        </table>
      </div>`,
    html`<h2>本周变化（${review.since} 之后）</h2>
      <ul>
        ${review.changes.map((c) => html`<li>${c.occurredOn} ${c.name}：${c.text.zh}</li>`)}
      </ul>`,
    html`<h2>全部项目（${review.projects.length}）</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>灯</th>
              <th>项目</th>
              <th>县区</th>
              <th>阶段</th>
              <th>下一到期</th>
              <th>项目长</th>
            </tr>
          </thead>
          <tbody>
            ${review.projects.map(
              (p) =>
                html`<tr>
                  <td>${light(p.light)}</td>
                  <td><a href="/page/projects/${p.project}">${p.name}</a></td>
                  <td>${p.county}</td>
                  <td>${p.stage.zh}</td>
                  <td>${p.next ? `${p.next.dueOn} ${p.next.title}` : '—'}</td>
                  <td>${p.chief}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
    html`<h2>年度目标</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>目标</th>
              <th>县市</th>
              <th>责任单位</th>
              <th>目标值</th>
              <th>已报</th>
              <th>状态</th>
            </tr>
          </thead>
          <tbody>
            ${review.targets.map(
              (t) =>
                html`<tr>
                  <td>${t.name}</td>
                  <td>${t.county}</td>
                  <td>${t.owner}</td>
                  <td class="num">${t.goal}</td>
                  <td>${t.reported || '—'}</td>
                  <td>${t.light ? light(t.light) : ''} ${t.why.zh}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  ]);
}

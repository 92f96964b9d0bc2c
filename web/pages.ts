/** The pages, rendered on the server, Chinese first. Every page of a demo says that its clock is a demo's. */
import { html, raw } from 'hono/html';
import { localTime } from '../domain/dates.ts';
import { LIGHT_SIGNS, type Light } from '../domain/lights.ts';
import { standings } from '../domain/project/facts.ts';
import type { Context } from '../domain/project/slice.ts';
import { activeLines, lineStage, stageOf } from '../domain/project/stages.ts';
import { byKey, committedOn, expectedOn, type Project } from '../domain/project/state.ts';
import type { SystemMode } from '../store/clock.ts';
import { cameByLink } from '../store/links.ts';
import type { Recorded } from '../store/read.ts';

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

export function projectPage(
  project: Project,
  events: Recorded[],
  notices: { person: string; text: { zh: string }; created_at: string }[],
  context: Context,
  mode: SystemMode,
): Html {
  const open = standings(project, context);
  const milestones = byKey(project.milestones)
    .map(([, m]) => m)
    .toSorted((a, b) => (expectedOn(a) ?? '9').localeCompare(expectedOn(b) ?? '9'));
  return page(project.name, mode, context.now, [
    html`<p>
      <a href="/">← 周调度</a> · ${project.county} · 阶段 <strong>${stageOf(project).name.zh}</strong> · 签约
      ${project.signedOn}${project.investmentWan === undefined ? '' : ` · 投资 ${project.investmentWan} 万元`}
    </p>`,
    project.lines.length === 0
      ? html``
      : html`<h2>生产线与配套工程</h2>
          <table>
            <tbody>
              ${activeLines(project).map(
                (l) =>
                  html`<tr>
                    <td>${l.kind === 'main' ? '主线' : '配套'}</td>
                    <td>${l.name}</td>
                    <td>${lineStage(project, l.id).name.zh}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`,
    html`<h2>未完成事项</h2>
      <table>
        <thead>
          <tr>
            <th>灯</th>
            <th>事项</th>
            <th>到期</th>
            <th>原因</th>
          </tr>
        </thead>
        <tbody>
          ${open.map(
            (s) =>
              html`<tr>
                <td>${light(s.light)}</td>
                <td>${s.title}</td>
                <td>${s.dueOn}</td>
                <td>${s.why.zh}<br /><small>${s.why.en}</small></td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    html`<h2>节点：计划 / 预计 / 实际</h2>
      <table>
        <thead>
          <tr>
            <th>节点</th>
            <th>承诺</th>
            <th>预计</th>
            <th>实际</th>
          </tr>
        </thead>
        <tbody>
          ${milestones.map(
            (m) =>
              html`<tr>
                <td>${m.name}</td>
                <td>${committedOn(m) ?? '—'}</td>
                <td>${m.forecastOn ?? '—'}</td>
                <td>${m.actualOn ?? '—'}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    html`<h2>审批清单</h2>
      <table>
        <thead>
          <tr>
            <th>事项</th>
            <th>部门</th>
            <th>时限</th>
            <th>受理</th>
            <th>办结</th>
          </tr>
        </thead>
        <tbody>
          ${byKey(project.approvalItems).map(
            ([, i]) =>
              html`<tr>
                <td>${i.name}</td>
                <td>${i.department}</td>
                <td>${i.limitWorkdays} 工作日</td>
                <td>${i.startedOn ?? '—'}</td>
                <td>${i.finishedOn ?? '—'}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    html`<h2>通知（${notices.length}）</h2>
      <ul>
        ${notices.map((n) => html`<li>${localTime(n.created_at, ZONE)} → ${n.person}：${n.text.zh}</li>`)}
      </ul>`,
    html`<h2>事件（${events.length}）</h2>
      <ol>
        ${events.map((e) => html`<li>${e.occurredOn} <code>${e.type}</code> <small>${localTime(e.recordedAt, ZONE)} ${e.actor}${cameByLink(e.commandId) ? '（通过链接 / by link）' : ''}</small></li>`)}
      </ol>`,
  ]);
}

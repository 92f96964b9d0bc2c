/** The big screen (大屏): panels that take turns, read from afar. It names no person. */
import type { Child } from 'hono/jsx';
import { localTime } from '../domain/dates.ts';
import type { Light as Colour } from '../domain/lights.ts';
import {
  LIST_NAMES,
  LISTS,
  type FunnelStep,
  type ListedProject,
  type ListName,
  type Ranked,
  type RankingPolicy,
} from '../domain/review/screen.ts';
import type { Text } from '../domain/text.ts';
import { Page } from './layout.tsx';
import { Light } from './parts.tsx';
import { say, text, type View } from './view.ts';

export interface ScreenModel {
  funnel: FunnelStep[];
  lists: Record<ListName, ListedProject[]>;
  ranking: Ranked[];
  policy: RankingPolicy;
  /** What became red since the last review. */
  red: { project: string; name: string; county: string; title: Text; why: Text }[];
  since: string;
  lights: Record<Colour, number>;
}

/** More lines than these cannot be read from afar: the rest is counted. */
const LINES = 8;

export function ScreenPage({ view, model }: { view: View; model: ScreenModel }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  const { points } = model.policy;
  const panels: { id: string; title: string; note: string; content: Child }[] = [
    {
      id: 'funnel',
      title: words('项目进展漏斗', 'How far projects have come'),
      note: words('走到这一步及以后的项目数', 'projects that have come at least so far'),
      content: <Funnel view={view} steps={model.funnel} />,
    },
    ...LISTS.map((list) => ({
      id: list,
      title: `${say(view, LIST_NAMES[list].name)} · ${model.lists[list].length}`,
      note: say(view, LIST_NAMES[list].means),
      content: (
        <Lines
          view={view}
          rows={model.lists[list].map((p) => [
            <Light view={view} light={p.light} />,
            p.name,
            p.county,
            say(view, p.stage),
          ])}
        />
      ),
    })),
    {
      id: 'ranking',
      title:
        model.policy.by === 'county'
          ? words('县区排名', 'Ranking of counties')
          : words('开发区排名', 'Ranking of zones'),
      note: words(
        `绿灯率 ${points.green} 分、开工率 ${points.started} 分、达产率 ${points.commissioned} 分`,
        `green ${points.green} points, started ${points.started}, commissioned ${points.commissioned}`,
      ),
      content: (
        <Lines
          view={view}
          rows={model.ranking.map((r) => [
            String(r.rank),
            r.place,
            words(`${r.projects} 个项目`, `${r.projects} projects`),
            r.score.toFixed(1),
          ])}
        />
      ),
    },
    {
      id: 'red',
      title: `${words('本周新增红灯', 'New red this week')} · ${model.red.length}`,
      note: words(`${model.since} 以来`, `since ${model.since}`),
      content: (
        <Lines
          view={view}
          rows={model.red.map((r) => [
            <Light view={view} light="red" />,
            r.name,
            r.county,
            `${say(view, r.title)}：${say(view, r.why)}`,
          ])}
        />
      ),
    },
  ];
  return (
    <Page
      view={view}
      title={words('项目调度大屏', 'Projects at a glance')}
      bare
      scripts={['screen.js']}
      styles={['screen.css']}
    >
      <div class="screen">
        <header>
          <h1>{words('项目调度大屏', 'Projects at a glance')}</h1>
          <p data-live="screen-head">
            {(['red', 'yellow', 'green'] as const).map((light) => (
              <span>
                <Light view={view} light={light} /> {model.lights[light]}{' '}
              </span>
            ))}
            <span class="as-of">
              {words('数据截至', 'data as of')} {localTime(view.now, view.zone)}
            </span>
          </p>
        </header>
        {panels.map((p, i) => (
          <section class="panel" data-panel aria-labelledby={`panel-${p.id}`} hidden={i > 0}>
            <div data-live={`screen-${p.id}`}>
              <h2 id={`panel-${p.id}`}>{p.title}</h2>
              <p class="muted">{p.note}</p>
              {p.content}
            </div>
          </section>
        ))}
        <footer>
          <button
            type="button"
            class="second"
            id="pause"
            data-resume={words('继续轮播', 'Go on')}
            data-pause={words('暂停轮播', 'Pause')}
          >
            {words('暂停轮播', 'Pause')}
          </button>
          <button type="button" class="second" id="next">
            {words('下一屏', 'Next')}
          </button>
          <span id="place" class="muted"></span>
          <span
            id="line"
            role="status"
            data-cut={words('连接中断，显示的是断开前的数据', 'The line is cut: this is from before')}
          ></span>
        </footer>
      </div>
    </Page>
  );
}

function Funnel({ view, steps }: { view: View; steps: readonly FunnelStep[] }) {
  const most = Math.max(1, ...steps.map((s) => s.projects));
  return (
    <ol class="funnel">
      {steps.map((s) => (
        <li>
          <span>{say(view, s.name)}</span>
          <span class="bar" style={`width:${Math.max(1, Math.round((s.projects / most) * 60))}%`}></span>
          <strong>{s.projects}</strong>
        </li>
      ))}
    </ol>
  );
}

function Lines({ view, rows }: { view: View; rows: Child[][] }) {
  if (rows.length === 0) return <p class="none">{say(view, text('没有', 'none'))}</p>;
  return (
    <>
      <ul class="lines">
        {rows.slice(0, LINES).map((cells) => (
          <li>
            {cells.map((cell) => (
              <span>{cell}</span>
            ))}
          </li>
        ))}
      </ul>
      {rows.length > LINES ? (
        <p class="muted">
          {say(view, text(`另有 ${rows.length - LINES} 个`, `and ${rows.length - LINES} more`))}
        </p>
      ) : null}
    </>
  );
}

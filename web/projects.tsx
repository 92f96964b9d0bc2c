/** The list of projects. */
import { LIGHT_SIGNS, type Light as Colour } from '../domain/lights.ts';
import type { Entry } from '../domain/review/entry.ts';
import type { Figure } from '../domain/review/figures.ts';
import type { Text } from '../domain/text.ts';
import { Page } from './layout.tsx';
import { Choice, Light, Table } from './parts.tsx';
import { say, text, withQuery, type View } from './view.ts';

interface ProjectsProps {
  view: View;
  entries: readonly Entry[];
  total: number;
  number: number;
  pages: number;
  county: string | undefined;
  counties: readonly string[];
  light: string;
  stage: string;
  stages: [id: string, name: Text][];
  words: string;
  /** The figure whose projects these are. */
  figure: Figure | undefined;
}

export function ProjectsPage(props: ProjectsProps) {
  const { view, entries, total, number, pages, figure, county } = props;
  const name = say(view, text('项目', 'Projects'));
  return (
    <Page view={view} title={name} live>
      <Filters {...props} />
      <section data-live="projects">
        <p>
          {figure ? (
            <>
              {say(view, text('指标', 'Figure'))}: <strong>{say(view, figure.label)}</strong>
              {county === undefined ? '' : ` · ${county}`}{' '}
              <a href={withQuery(view.path, { figure: undefined, page: undefined })}>
                {say(view, text('取消', 'all projects'))}
              </a>
              {' · '}
            </>
          ) : null}
          {say(view, text(`共 ${total} 个项目`, `${total} projects`))}
        </p>
        <Table
          caption={name}
          heads={[
            ...[say(view, text('灯', 'Light')), name, say(view, text('县区', 'County'))],
            ...[say(view, text('阶段', 'Stage')), say(view, text('原因', 'Why'))],
            ...[say(view, text('下一到期', 'Next due')), say(view, text('项目长', 'Chief'))],
            say(view, text('包联领导', 'Leader')),
          ]}
          empty={say(view, text('没有符合条件的项目', 'no project is like that'))}
        >
          {entries.map((e) => (
            <tr>
              <td>
                <Light view={view} light={e.light} />
              </td>
              <td>
                <a href={`/page/projects/${e.project}`}>{e.name}</a>
              </td>
              <td>{e.county}</td>
              <td>{say(view, e.stage.name)}</td>
              <td>{say(view, e.why)}</td>
              <td>{e.next ? `${e.next.dueOn} ${e.next.title}` : '—'}</td>
              <td>{e.chief}</td>
              <td>{e.leader || '—'}</td>
            </tr>
          ))}
        </Table>
        {pages > 1 ? (
          <nav class="row" aria-label={say(view, text('翻页', 'Pages'))}>
            {number > 1 ? (
              <a rel="prev" href={withQuery(view.path, { page: String(number - 1) })}>
                {say(view, text('上一页', 'Previous'))}
              </a>
            ) : null}
            <span>
              {number} / {pages}
            </span>
            {number < pages ? (
              <a rel="next" href={withQuery(view.path, { page: String(number + 1) })}>
                {say(view, text('下一页', 'Next'))}
              </a>
            ) : null}
          </nav>
        ) : null}
      </section>
    </Page>
  );
}

function Filters({ view: asked, county, counties, light, stage, stages, words, figure }: ProjectsProps) {
  // Another choice begins at its first page.
  const view = { ...asked, path: withQuery(asked.path, { page: undefined }) };
  const all = say(view, text('全部', 'all'));
  const lights: Colour[] = ['red', 'yellow', 'green'];
  const kept = { county, light, stage, figure: figure?.id };
  return (
    <div class="row" role="group" aria-label={say(view, text('筛选', 'Filters'))}>
      <Choice
        view={view}
        name="county"
        label={say(view, text('县区', 'County'))}
        options={counties}
        value={county}
        {...(view.counties === undefined ? { all } : {})}
      />
      <Choice
        view={view}
        name="light"
        label={say(view, text('灯', 'Light'))}
        options={lights.map((l) => ({ value: l, label: view.language === 'zh' ? LIGHT_SIGNS[l].zh : l }))}
        value={light || undefined}
        all={all}
      />
      <Choice
        view={view}
        name="stage"
        label={say(view, text('阶段', 'Stage'))}
        options={stages.map(([value, name]) => ({ value, label: say(view, name) }))}
        value={stage || undefined}
        all={all}
      />
      <form method="get" action="/projects" class="row">
        {Object.entries(kept).map(([name, value]) =>
          value ? <input type="hidden" name={name} value={value} /> : null,
        )}
        <label class="choice">
          {say(view, text('名称、编号或人', 'Name, id or person'))}
          <input name="text" type="search" value={words} />
        </label>
        <button class="second" type="submit">
          {say(view, text('查找', 'Find'))}
        </button>
      </form>
    </div>
  );
}

/** A reader's own projects on a phone: what is late, what comes next, and one tap to say that it is known. */
import type { Entry, Item } from '../domain/review/entry.ts';
import { CommandForm, Light } from './parts.tsx';
import { Page } from './layout.tsx';
import { ownName } from './project-forms.tsx';
import { say, text, type View } from './view.ts';

export interface MyProject {
  entry: Entry;
  items: (Item & { isMine: boolean; canAcknowledge: boolean })[];
}

export function MinePage({ view, projects }: { view: View; projects: readonly MyProject[] }) {
  const late = projects.flatMap((p) => p.items).filter((i) => i.status === 'late');
  return (
    <Page view={view} title={say(view, text('我的项目', 'My projects'))} styles={['mine.css']} live>
      <section data-live="mine">
        <p>
          {say(
            view,
            text(
              `${projects.length} 个项目，${late.length} 项超期`,
              `${projects.length} projects, ${late.length} things late`,
            ),
          )}
        </p>
        {projects.length === 0 ? (
          <p class="card">
            {say(
              view,
              text(
                '没有与您有关的项目。如有误，请联系调度办公室。',
                'No project names you. If that is wrong, ask the office.',
              ),
            )}
          </p>
        ) : null}
        {projects
          .toSorted((a, b) => rank(a) - rank(b))
          .map((p) => (
            <MyCard view={view} project={p} />
          ))}
      </section>
    </Page>
  );
}

const rank = ({ entry }: MyProject): number => ['red', 'yellow', 'green'].indexOf(entry.light);

function MyCard({ view, project: { entry, items } }: { view: View; project: MyProject }) {
  return (
    <article class="card">
      <h2>
        <a href={`/page/projects/${entry.project}`}>{entry.name}</a>
      </h2>
      <p>
        <Light view={view} light={entry.light} /> {say(view, entry.stage.name)} · {entry.county}
      </p>
      {items.length > 0 ? (
        <ul class="items">
          {items
            .toSorted((a, b) => Number(b.isMine) - Number(a.isMine))
            .map((item) => (
              <MyItem view={view} project={entry.project} item={item} />
            ))}
        </ul>
      ) : entry.next ? (
        <p class="muted">
          {say(view, text('下一到期', 'Next'))}: {entry.next.dueOn} {entry.next.title}
        </p>
      ) : (
        <p class="muted">{say(view, text('没有未完成事项', 'Nothing is open'))}</p>
      )}
    </article>
  );
}

function MyItem({ view, project, item }: { view: View; project: string; item: MyProject['items'][number] }) {
  return (
    <li>
      <Light view={view} light={item.light} /> <strong>{item.title}</strong>{' '}
      <a href={`/page/projects/${project}?about=${encodeURIComponent(item.obligation)}#events`}>
        {item.dueOn}
      </a>
      <br />
      {say(view, item.why)}
      {item.isMine ? null : (
        <small>
          {' '}
          {say(view, text('责任人', 'with'))} {item.accountable.person}
        </small>
      )}
      {item.acknowledged ? (
        <p class="muted">
          {say(view, text('已确认', 'acknowledged'))}: {item.acknowledged.by}, {item.acknowledged.on}
        </p>
      ) : null}
      {item.canAcknowledge ? (
        <CommandForm
          view={view}
          to={`/v1/projects/${project}/commands`}
          command={{ type: 'acknowledge', obligation: item.obligation, by: ownName(view) }}
          label={text('确认收到', 'Acknowledge')}
        />
      ) : null}
    </li>
  );
}

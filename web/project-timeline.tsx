/** The events of a project, the newest first, of one subject or kind where that is asked for. */
import { localTime } from '../domain/dates.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { cameByLink } from '../store/links.ts';
import { EVENT_NAMES, eventText, subjectName } from './event-words.ts';
import { Choice } from './parts.tsx';
import type { ProjectShown } from './project-view.tsx';
import { say, text, withQuery } from './view.ts';

export function Timeline({ view, project, events, filter }: ProjectShown) {
  const { about, type } = filter;
  const wanted = events.filter(
    (e) => (about === undefined || e.about.includes(about)) && (type === undefined || e.type === type),
  );
  const subjects = [...new Set(events.flatMap((e) => e.about))].toSorted();
  const types = [...new Set(events.map((e) => e.type))] as ProjectEvent['type'][];
  return (
    <>
      <h2 id="events">{say(view, text(`事件（${wanted.length}）`, `Events (${wanted.length})`))}</h2>
      <div class="row">
        <Choice
          view={view}
          name="about"
          label={say(view, text('关于', 'About'))}
          value={about}
          all={say(view, text('全部', 'everything'))}
          options={subjects.map((key) => ({ value: key, label: say(view, subjectName(project, key)) }))}
        />
        <Choice
          view={view}
          name="type"
          label={say(view, text('种类', 'Kind'))}
          value={type}
          all={say(view, text('全部', 'all'))}
          options={types.map((t) => ({ value: t, label: say(view, EVENT_NAMES[t]) }))}
        />
        {about === undefined && type === undefined ? null : (
          <a href={`${withQuery(view.path, { about: undefined, type: undefined })}#events`}>
            {say(view, text('显示全部', 'Show all'))}
          </a>
        )}
      </div>
      <ol class="events">
        {wanted.toReversed().map((e) => (
          <li id={`e${e.version}`}>
            <a href={`#e${e.version}`}>{e.occurredOn}</a>{' '}
            {say(view, eventText(project, e as unknown as ProjectEvent, e.about))}
            <small>
              {' '}
              {say(view, text('记录', 'recorded'))} {localTime(e.recordedAt, view.zone).slice(0, 16)} ·{' '}
              {e.actor}
              {cameByLink(e.commandId) ? say(view, text('（通过链接）', ' (by link)')) : ''}
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}

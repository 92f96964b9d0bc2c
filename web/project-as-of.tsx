/** The day that the page is of: chosen by date or slider, and said where it is not today. */
import { daysBetween } from '../domain/dates.ts';
import { Choice } from './parts.tsx';
import type { ProjectShown } from './project-view.tsx';
import { say, text, withQuery } from './view.ts';

export function AsOf({ view, project, asOf }: ProjectShown) {
  const [path] = view.path.split('?');
  const on = asOf?.on ?? view.today;
  return (
    <>
      {asOf === undefined ? null : (
        <p class="stale" role="status">
          {say(
            view,
            asOf.basis === 'true'
              ? text(
                  `${on} 当日终了时的实际情况，只读。`,
                  `As it truly stood at the end of ${on}; to be read only.`,
                )
              : text(
                  `${on} 当日终了时系统已知的情况，只读。`,
                  `As it was known at the end of ${on}; to be read only.`,
                ),
          )}{' '}
          <a href={withQuery(view.path, { 'as-of': undefined, basis: undefined })}>
            {say(view, text('回到今天', 'Back to today'))}
          </a>
        </p>
      )}
      <form class="row as-of" method="get" action={path} data-as-of>
        <label class="choice">
          {say(view, text('看某一天的情况', 'As of the day'))}
          <input type="date" name="as-of" value={on} min={project.signedOn} max={view.today} required />
        </label>
        <label class="choice slide" hidden>
          {say(view, text('拖动选择日期', 'Slide through the days'))}
          <input
            type="range"
            min="0"
            max={Math.max(1, daysBetween(project.signedOn, view.today))}
            value={daysBetween(project.signedOn, on)}
            data-from={project.signedOn}
          />
        </label>
        {asOf === undefined ? null : <input type="hidden" name="basis" value={asOf.basis} />}
        <button class="second" type="submit">
          {say(view, text('查看', 'Show'))}
        </button>
        {asOf === undefined ? null : (
          <Choice
            view={view}
            name="basis"
            label={say(view, text('按', 'By'))}
            value={asOf.basis}
            options={[
              { value: 'true', label: say(view, text('事实发生日', 'what had happened')) },
              { value: 'known', label: say(view, text('系统记录日', 'what was recorded')) },
            ]}
          />
        )}
      </form>
    </>
  );
}

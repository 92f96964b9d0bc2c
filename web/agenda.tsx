/** The agenda by exception: its sections, why each line is there, and what can be done about it. */
import type { Recipient } from '../domain/project/events.ts';
import { RUNG_NAMES } from '../domain/review/changes.ts';
import { idOf } from '../domain/project/state.ts';
import { SECTION_NAMES, SECTIONS, type AgendaLine, type Section } from '../domain/review/weekly.ts';
import { offers } from './offers.ts';
import { CommandForm, Light, Table } from './parts.tsx';
import { say, text, withQuery, type View } from './view.ts';

/** Lines of a section that are shown at first; the rest is behind a link. */
const LINES = 200;

interface AgendaProps {
  view: View;
  agenda: readonly AgendaLine[];
  /** Nothing can be done about a day that is past. */
  readOnly: boolean;
  /** Where its directives were issued: the stream of the review. */
  source: string;
  /** The section that is shown whole. */
  all: string | undefined;
  /** The lines that are unfolded, by their ids: what is folded is not made, for there may be a thousand. */
  unfolded: ReadonlySet<string>;
}

/** The sections in their order, each brought up to date by itself. */
export function Agenda({ agenda, all, ...props }: AgendaProps) {
  const lines = Object.fromEntries(SECTIONS.map((s) => [s, [] as AgendaLine[]])) as Record<
    Section,
    AgendaLine[]
  >;
  for (const line of agenda) lines[line.section].push(line);
  return (
    <>
      {SECTIONS.map((section) => (
        <section data-live={`agenda-${section}`} id={section}>
          <SectionTable {...props} section={section} lines={lines[section]} whole={all === section} />
        </section>
      ))}
    </>
  );
}

function SectionTable({
  view,
  section,
  lines,
  whole,
  ...props
}: Omit<AgendaProps, 'agenda' | 'all'> & { section: Section; lines: readonly AgendaLine[]; whole: boolean }) {
  const name = say(view, SECTION_NAMES[section]);
  const shown = whole ? lines : lines.slice(0, LINES);
  return (
    <>
      <h2>
        {name} <small>{lines.length}</small>
      </h2>
      {lines.length === 0 ? (
        <p class="muted">{say(view, text('没有', 'none'))}</p>
      ) : (
        <Table
          caption={name}
          heads={[
            say(view, text('灯', 'Light')),
            say(view, text('项目', 'Project')),
            say(view, text('事项', 'Matter')),
            say(view, text('到期', 'Due')),
            say(view, text('责任人', 'Accountable')),
            say(view, text('原因与处置', 'Why, and what to do')),
          ]}
          empty=""
        >
          {shown.map((line) => (
            <Line view={view} line={line} {...props} />
          ))}
        </Table>
      )}
      {shown.length < lines.length ? (
        <p>
          <a href={`${withQuery(view.path, { section })}#${section}`}>
            {say(view, text(`显示全部 ${lines.length} 项`, `Show all ${lines.length}`))}
          </a>
        </p>
      ) : null}
    </>
  );
}

function Line({
  view,
  line,
  readOnly,
  source,
  unfolded,
}: Pick<AgendaProps, 'view' | 'readOnly' | 'source' | 'unfolded'> & { line: AgendaLine }) {
  const id = `why-${line.project}-${line.obligation}`;
  return (
    <tr>
      <td>
        <Light view={view} light={line.light} />
        {line.weeks > 1 ? (
          <>
            <br />
            <small>{say(view, text(`连续 ${line.weeks} 周`, `${line.weeks} weeks`))}</small>
          </>
        ) : null}
      </td>
      <td>
        <a href={`/page/projects/${line.project}`}>{line.name}</a>
        <br />
        <small>{line.county}</small>
      </td>
      <td>{line.title}</td>
      <td>
        {line.dueOn}
        {line.provisional ? <small> {say(view, text('（暂定）', '(provisional)'))}</small> : null}
      </td>
      <td>
        {line.accountable.person}
        {line.department === undefined ? null : (
          <>
            <br />
            <small>{line.department}</small>
          </>
        )}
      </td>
      <td>
        <details id={id} open={unfolded.has(id)} data-unfold>
          <summary>{say(view, line.why)}</summary>
          {unfolded.has(id) ? (
            <>
              <Why view={view} line={line} />
              {readOnly ? null : <Forms view={view} line={line} source={source} />}
            </>
          ) : (
            <a href={`${withQuery(view.path, { unfold: id })}#${id}`}>
              {say(view, text('原因与处置', 'Why, and what to do'))}
            </a>
          )}
        </details>
      </td>
    </tr>
  );
}

const people = (to: readonly Recipient[]): string => to.map((t) => t.person).join('、');

function Why({ view, line }: { view: View; line: AgendaLine }) {
  const { told, nextRung, acknowledged, extensionRequest: asked } = line;
  const rule = line.rule ?? say(view, text('列入议题，灯为绿', 'on the agenda; its light is green'));
  return (
    <dl class="facts">
      <dt>{say(view, text('规则', 'Rule'))}</dt>
      <dd>
        {say(view, line.why)} <code>{rule}</code>
      </dd>
      <dt>{say(view, text('起算与到期', 'From and due'))}</dt>
      <dd>
        {line.openedOn} → {line.dueOn}
      </dd>
      <dt>{say(view, text('工作日', 'Working days'))}</dt>
      <dd>
        {line.workdaysLate > 0
          ? say(view, text(`逾期 ${line.workdaysLate} 个工作日`, `${line.workdaysLate} late`))
          : say(view, text(`还有 ${line.workdaysLeft} 个工作日`, `${line.workdaysLeft} left`))}
      </dd>
      <dt>{say(view, text('已通知', 'Told'))}</dt>
      <dd>
        {told.length === 0
          ? '—'
          : told.map(({ rung, on, to }) => (
              <div>
                {on} {say(view, RUNG_NAMES[rung])}: {people(to)}
              </div>
            ))}
      </dd>
      <dt>{say(view, text('确认', 'Acknowledged'))}</dt>
      <dd>
        {acknowledged
          ? `${acknowledged.on} ${acknowledged.by}`
          : say(view, text('尚无人确认', 'by nobody yet'))}
      </dd>
      <dt>{say(view, text('下一级', 'Next rung'))}</dt>
      <dd>{nextRung ? `${nextRung.on} ${say(view, nextRung.name)}: ${people(nextRung.to)}` : '—'}</dd>
      {asked ? (
        <>
          <dt>{say(view, text('申请延期', 'Extension asked for'))}</dt>
          <dd>
            {asked.on} {asked.by}: {asked.reason} →{' '}
            {asked.dueOn ?? say(view, text(`${asked.workdays} 个工作日`, `${asked.workdays} working days`))}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function Forms({ view, line, source }: { view: View; line: AgendaLine; source: string }) {
  const to = `/v1/projects/${line.project}/commands`;
  const me = view.caller.person ?? view.caller.actor;
  const { obligation, extensionRequest: asked } = line;
  const by = { name: 'by', label: text('批准人', 'By'), value: me, required: true };
  const basis = { name: 'basis', label: text('依据', 'Basis'), required: true };
  const reason = { name: 'reason', label: text('理由', 'Reason'), kind: 'long', required: true } as const;
  return (
    <>
      {line.kind === 'directive' && offers(view, 'closeDirective', line) ? (
        <CommandForm
          view={view}
          to={to}
          command={{ type: 'closeDirective', directive: idOf(obligation) }}
          fields={[{ name: 'evidence', label: text('办结依据', 'Evidence'), kind: 'long', required: true }]}
          label={text('销号', 'Close the directive')}
        />
      ) : null}
      {asked && offers(view, 'extendClock', line) ? (
        <>
          {/* What is late already is not extended any more. */}
          {line.dueOn < view.today ? null : line.kind === 'milestone' ? (
            <CommandForm
              view={view}
              to={to}
              command={{ type: 'signBaseline', milestone: idOf(obligation) }}
              fields={[
                { name: 'name', label: text('新计划的名称', 'Name of the new plan'), required: true },
                {
                  ...{ name: 'committedOn', label: text('新的承诺日期', 'Newly promised for') },
                  ...{ kind: 'date', required: true, value: asked.dueOn },
                },
                ...[by, basis, reason],
              ]}
              label={text('重新签定', 'Sign anew')}
            />
          ) : (
            <CommandForm
              view={view}
              to={to}
              command={{
                ...{ type: 'extendClock', obligation },
                ...(asked.workdays === undefined ? {} : { workdays: asked.workdays }),
                ...(asked.dueOn === undefined ? {} : { dueOn: asked.dueOn }),
              }}
              fields={[by, basis, reason]}
              label={text('同意延期', 'Grant the extension')}
            />
          )}
          <CommandForm
            view={view}
            to={to}
            command={{ type: 'refuseExtension', obligation }}
            fields={[by, reason]}
            label={text('不同意延期', 'Refuse the extension')}
          />
        </>
      ) : null}
      {offers(view, 'issueDirective', line) ? (
        <CommandForm
          view={view}
          to={to}
          command={{ type: 'issueDirective', directive: '$new:d', source }}
          fields={[
            { name: 'title', label: text('督办事项', 'Directive'), required: true },
            {
              ...{ name: 'owner', label: text('责任单位', 'For whom'), required: true },
              value: line.department ?? line.accountable.person,
            },
            {
              ...{ name: 'dueOn', label: text('办结期限', 'To be done by'), required: true },
              ...{ kind: 'date', min: view.today },
            },
          ]}
          label={text('下达督办', 'Issue a directive')}
        />
      ) : null}
    </>
  );
}

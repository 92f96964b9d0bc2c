/** The tables of a project's page: milestones, checklist, what holds it up, people, notices. */
import type { Child } from 'hono/jsx';
import { localTime } from '../domain/dates.ts';
import { ROLE_NAMES } from '../domain/policy.ts';
import { standing } from '../domain/project/facts.ts';
import { today } from '../domain/project/slice.ts';
import { activeItems } from '../domain/project/stages.ts';
import {
  byKey,
  committedOn,
  expectedOn,
  isActive,
  own,
  totalSlip,
  type ApprovalItem,
} from '../domain/project/state.ts';
import type { Text } from '../domain/text.ts';
import { CAUSES } from './causes.ts';
import { FACTOR_NAMES } from '../domain/templates.ts';
import { Table } from './parts.tsx';
import { FileLink, filesOf } from './project-files.tsx';
import { Fact, type ProjectShown } from './project-view.tsx';
import { say, text, type View } from './view.ts';

function Part({
  view,
  name,
  heads,
  empty,
  children,
}: {
  view: View;
  name: Text;
  heads: Text[];
  empty: Text;
  children: Child[];
}) {
  const title = say(view, name);
  return (
    <>
      <h2>{title}</h2>
      <Table caption={title} heads={heads.map((t) => say(view, t))} empty={say(view, empty)}>
        {children}
      </Table>
    </>
  );
}

export function Milestones({ view, project }: ProjectShown) {
  const rows = byKey(project.milestones)
    .flatMap(([, m]) => (isActive(m) ? [m] : []))
    .toSorted((a, b) => (expectedOn(a) ?? '9').localeCompare(expectedOn(b) ?? '9'));
  return (
    <Part
      view={view}
      name={text('节点日期', 'Dates of the milestones')}
      heads={[
        ...[
          text('节点', 'Milestone'),
          text('承诺', 'Promised'),
          text('预计', 'Forecast'),
          text('实际', 'Actual'),
        ],
        ...[
          text('进度', 'Progress'),
          text('延误（天）', 'Slip (days)'),
          text('原因', 'Causes'),
          text('证明', 'Evidence'),
        ],
      ]}
      empty={text('没有节点', 'There are none')}
    >
      {rows.map((m) => {
        const fact = (value: Child) =>
          value === undefined ? (
            '—'
          ) : (
            <Fact view={view} about={`milestone:${m.id}`}>
              {value}
            </Fact>
          );
        const slip = totalSlip(m);
        return (
          <tr>
            <th scope="row">
              {m.name}
              {m.department === undefined ? null : <small> {m.department}</small>}
            </th>
            <td class="date">{fact(committedOn(m))}</td>
            <td class="date">{fact(m.forecastOn)}</td>
            <td class="date">{fact(m.actualOn)}</td>
            <td class="num">{fact(m.progress && `${m.progress.percent}%`)}</td>
            <td class="num">{slip === 0 ? '0' : fact(slip > 0 ? `+${slip}` : String(slip))}</td>
            <td>
              {m.slips
                .filter((s) => s.days !== 0)
                .map((s) => `${say(view, CAUSES[s.cause])} ${s.days} (${s.owner})`)
                .join('; ')}
              {m.namedCause === undefined ? null : <small> {say(view, CAUSES[m.namedCause.cause])}</small>}
            </td>
            <td>
              {m.evidence}
              {filesOf(project, `milestone:${m.id}`).map((file) => (
                <>
                  {' '}
                  <FileLink project={project} file={file} />
                </>
              ))}
            </td>
          </tr>
        );
      })}
    </Part>
  );
}

const STATUS: Record<string, Text> = {
  done: text('已办结', 'finished'),
  committed: text('承诺制受理', 'on commitment'),
  onTrack: text('办理中', 'in hand'),
  nearDue: text('临近到期', 'near its due date'),
  late: text('超期', 'late'),
  waiting: text('等待', 'waiting'),
  open: text('未受理', 'not accepted yet'),
};

export function Checklist(shown: ProjectShown) {
  const { view, project } = shown;
  return (
    <Part
      view={view}
      name={text('审批清单', 'Checklist of approvals')}
      heads={[
        ...[
          text('事项', 'Item'),
          text('部门', 'Department'),
          text('时限', 'Limit'),
          text('受理', 'Accepted'),
        ],
        ...[text('到期', 'Due'), text('办结', 'Finished'), text('状态', 'Status')],
      ]}
      empty={text('没有审批事项', 'There are no items')}
    >
      {activeItems(project).map((item) => {
        const key = `approvalItem:${item.id}`;
        const fact = (value: Child) =>
          value === undefined ? (
            '—'
          ) : (
            <Fact view={view} about={key}>
              {value}
            </Fact>
          );
        return (
          <tr>
            <th scope="row">{item.name}</th>
            <td>{item.department}</td>
            <td>
              {fact(say(view, text(`${item.limitWorkdays} 个工作日`, `${item.limitWorkdays} working days`)))}
            </td>
            <td class="date">{fact(item.startedOn)}</td>
            <td class="date">{fact(own(project.obligations, key)?.dueOn)}</td>
            <td class="date">{fact(item.finishedOn)}</td>
            <td>{say(view, STATUS[statusOf(item, shown)]!)}</td>
          </tr>
        );
      })}
    </Part>
  );
}

function statusOf(item: ApprovalItem, { project, context }: ProjectShown): string {
  if (item.finishedOn !== undefined) return 'done';
  if (item.commitment !== undefined) return 'committed';
  const key = `approvalItem:${item.id}`;
  return own(project.obligations, key) ? standing(project, key, context).status : 'open';
}

export function Blockers({ view, project }: ProjectShown) {
  return (
    <Part
      view={view}
      name={text('堵点', 'Blockers')}
      heads={[
        ...[text('堵点', 'Blocker'), text('责任方', 'Party'), text('原因', 'Cause')],
        ...[text('提出', 'Raised'), text('应解决', 'Due'), text('解决', 'Cleared')],
      ]}
      empty={text('没有堵点', 'Nothing holds it up')}
    >
      {byKey(project.blockers).map(([id, b]) => {
        const fact = (value: Child) =>
          value === undefined ? (
            '—'
          ) : (
            <Fact view={view} about={`blocker:${id}`}>
              {value}
            </Fact>
          );
        return (
          <tr>
            <th scope="row">{b.title}</th>
            <td>{b.party}</td>
            <td>{say(view, CAUSES[b.cause])}</td>
            <td class="date">{fact(b.raisedOn)}</td>
            <td class="date">{fact(own(project.obligations, `blocker:${id}`)?.dueOn)}</td>
            <td class="date">{fact(b.clearedOn)}</td>
          </tr>
        );
      })}
    </Part>
  );
}

export function Windows({ view, project }: ProjectShown) {
  return (
    <Part
      view={view}
      name={text('外部窗口期', 'Outside windows')}
      heads={[
        ...[text('窗口期', 'Window'), text('对方', 'Party'), text('起止', 'From and to')],
        ...[text('准备', 'Prepared'), text('状态', 'Status')],
      ]}
      empty={text('没有窗口期', 'There are none')}
    >
      {byKey(project.windows).map(([id, w]) => (
        <tr>
          <th scope="row">{w.name}</th>
          <td>{w.party}</td>
          <td>
            <Fact view={view} about={`window:${id}`}>
              {w.opensOn} – {w.closesOn}
            </Fact>
          </td>
          <td>
            <Fact view={view} about={`window:${id}`}>
              {w.prepared.length}/{w.prerequisites.length}
            </Fact>{' '}
            {w.prerequisites.filter((p) => !w.prepared.includes(p)).join('、')}
          </td>
          <td>
            {say(view, w.open ? text('开放', 'open') : text('未开放', 'closed'))}
            {w.missed.length === 0
              ? ''
              : say(view, text(`，错过 ${w.missed.length} 次`, `, missed ${w.missed.length} times`))}
          </td>
        </tr>
      ))}
    </Part>
  );
}

export function Factors({ view, project }: ProjectShown) {
  if (project.factors.length === 0) return null;
  return (
    <Part
      view={view}
      name={text('要素保障', 'Factors')}
      heads={[
        text('要素', 'Factor'),
        text('责任单位', 'Owner'),
        text('应落实', 'Due'),
        text('落实', 'Secured'),
      ]}
      empty={text('', '')}
    >
      {project.factors.map((f) => (
        <tr>
          <th scope="row">{say(view, own<Text>(FACTOR_NAMES, f.factor) ?? text(f.factor, f.factor))}</th>
          <td>{f.owner}</td>
          {[f.dueOn, own(project.factorsMet, f.factor)].map((day) => (
            <td class="date">
              {day === undefined ? (
                '—'
              ) : (
                <Fact view={view} about={`factor:${f.factor}`}>
                  {day}
                </Fact>
              )}
            </td>
          ))}
        </tr>
      ))}
    </Part>
  );
}

export function People({ view, project, context }: ProjectShown) {
  const on = today(context);
  const rows = [
    ...project.appointments.map((a) => ({ ...a, absent: undefined, to: undefined })),
    ...project.acting,
  ].toSorted((a, b) => a.role.localeCompare(b.role) || a.from.localeCompare(b.from));
  return (
    <Part
      view={view}
      name={text('责任人', 'People')}
      heads={[text('职责', 'Role'), text('姓名', 'Name'), text('起', 'From'), text('止', 'Until')]}
      empty={text('没有任命', 'Nobody is appointed')}
    >
      {rows.map((a) => (
        <tr>
          <th scope="row">{say(view, ROLE_NAMES[a.role])}</th>
          <td>
            {a.person}
            {a.absent === undefined ? null : (
              <small>
                {' '}
                {say(view, text(`代行，${a.absent}不在`, `acting for ${a.absent}`))}
                {a.from <= on && (a.to ?? on) >= on ? say(view, text('（现在）', ' (now)')) : ''}
              </small>
            )}
          </td>
          <td class="date">
            <Fact view={view} about={`people:${a.role}`}>
              {a.from}
            </Fact>
          </td>
          <td class="date">{a.to ?? '—'}</td>
        </tr>
      ))}
    </Part>
  );
}

export function Notices({ view, notices }: ProjectShown) {
  return (
    <>
      <h2>{say(view, text(`通知（${notices.length}）`, `Notices (${notices.length})`))}</h2>
      <details id="notices">
        <summary>{say(view, text('查看通知', 'Show the notices'))}</summary>
        <ul>
          {notices.map((n) => (
            <li>
              <Fact view={view} about={n.obligation}>
                {localTime(n.created_at, view.zone)}
              </Fact>{' '}
              → {n.person}: {say(view, n.text)}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

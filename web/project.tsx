/** The page of one project: everything that stands of it, each number leading to the events that it comes from. */
import { localTime } from '../domain/dates.ts';
import { projectVerdict, standings } from '../domain/project/facts.ts';
import { activeLines, lineStage, reachedOn, stageOf, unmetForStart } from '../domain/project/stages.ts';
import { today } from '../domain/project/slice.ts';
import type { Child } from 'hono/jsx';
import { AsOf } from './project-as-of.tsx';
import { MilestoneChart } from './project-chart.tsx';
import { FileForm, Files } from './project-files.tsx';
import { ProjectForms } from './project-forms.tsx';
import { Blockers, Checklist, Factors, Milestones, Notices, People, Windows } from './project-parts.tsx';
import { Timeline } from './project-timeline.tsx';
import { Fact, type ProjectShown } from './project-view.tsx';
import { Page } from './layout.tsx';
import { Light, Table } from './parts.tsx';
import { say, text, type View } from './view.ts';

export function ProjectPage(shown: ProjectShown) {
  const { view, project, asOf } = shown;
  return (
    <Page
      view={view}
      title={project.name}
      styles={['project.css']}
      scripts={['as-of.js', 'upload.js']}
      live={asOf === undefined}
    >
      <AsOf {...shown} />
      <section data-live="state">
        <Head {...shown} />
        <Stages {...shown} />
        <Lines {...shown} />
        <Open {...shown} />
      </section>
      {asOf === undefined ? (
        <>
          <ProjectForms {...shown} />
          <FileForm {...shown} />
        </>
      ) : null}
      <section data-live="plan">
        <MilestoneChart {...shown} />
        <Milestones {...shown} />
        <Checklist {...shown} />
        <Blockers {...shown} />
        <Windows {...shown} />
        <Factors {...shown} />
        <Files {...shown} />
        <People {...shown} />
        <Notices {...shown} />
      </section>
      <section data-live="events">
        <Timeline {...shown} />
      </section>
    </Page>
  );
}

function Head({ view, project, context }: ProjectShown) {
  const { light, why } = projectVerdict(project, context);
  const fact = (name: ReturnType<typeof text>, value: Child) => (
    <>
      <dt>{say(view, name)}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <>
      <p>
        <Light view={view} light={light} /> {light === 'green' ? null : say(view, why)}
      </p>
      <dl class="facts">
        {fact(text('县区', 'County'), project.county)}
        {fact(
          text('签约', 'Signed'),
          <Fact view={view} about="project">
            {project.signedOn}
          </Fact>,
        )}
        {project.investmentWan === undefined
          ? null
          : fact(
              text('投资', 'Investment'),
              <Fact view={view} about="project">
                {say(view, text(`${project.investmentWan} 万元`, `${project.investmentWan} × 10,000 yuan`))}
              </Fact>,
            )}
        {project.status.is === 'active'
          ? null
          : fact(
              text('状态', 'Status'),
              <strong>
                {say(
                  view,
                  project.status.is === 'suspended' ? text('中止', 'suspended') : text('终止', 'terminated'),
                )}{' '}
                {project.status.on} {project.status.reason}
              </strong>,
            )}
      </dl>
    </>
  );
}

function Stages({ view, project }: ProjectShown) {
  const now = project.stages.findIndex((s) => s.id === stageOf(project).id);
  const missing = unmetForStart(project);
  return (
    <>
      <h2>{say(view, text('阶段', 'Stages'))}</h2>
      <ol class="stages">
        {project.stages.map((stage, i) => {
          const on = i <= now ? reachedOn(project, i) : undefined;
          return (
            <li
              class={i < now ? 'past' : i === now ? 'now' : undefined}
              aria-current={i === now ? 'step' : undefined}
            >
              <span aria-hidden="true">{i < now ? '✓ ' : i === now ? '● ' : '○ '}</span>
              {say(view, stage.name)}
              {on === undefined ? null : <small> {on}</small>}
            </li>
          );
        })}
      </ol>
      {missing.length === 0 ? null : (
        <details id="start">
          <summary>
            {say(
              view,
              text(
                `距开工条件还差 ${missing.length} 项`,
                `${missing.length} conditions of the start are not met`,
              ),
            )}
          </summary>
          <ul>
            {missing.map(({ code, text: what }) => (
              <li>
                <Fact view={view} about={code}>
                  {say(view, what)}
                </Fact>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Lines({ view, project }: ProjectShown) {
  const lines = activeLines(project);
  if (lines.length === 0) return null;
  const title = say(view, text('生产线与配套工程', 'Lines and supporting works'));
  return (
    <>
      <h2>{title}</h2>
      <Table
        caption={title}
        heads={[text('名称', 'Name'), text('类别', 'Kind'), text('阶段', 'Stage')].map((t) => say(view, t))}
        empty=""
      >
        {lines.map((l) => (
          <tr>
            <th scope="row">{l.name}</th>
            <td>
              {say(view, l.kind === 'main' ? text('主线', 'main line') : text('配套', 'supporting work'))}
            </td>
            <td>
              <Fact view={view} about={`line:${l.id}`}>
                {say(view, lineStage(project, l.id).name)}
              </Fact>
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Open({ view, project, context }: ProjectShown) {
  const title = say(view, text('未完成事项', 'What is open'));
  return (
    <>
      <h2>{title}</h2>
      <Table
        caption={title}
        heads={[text('灯', 'Light'), text('事项', 'What'), text('到期', 'Due'), text('原因', 'Why')].map(
          (t) => say(view, t),
        )}
        empty={say(view, text('没有未完成事项', 'Nothing is open'))}
      >
        {standings(project, context).map((s) => (
          <tr>
            <td>
              <Light view={view} light={s.light} />
            </td>
            <th scope="row">{s.title}</th>
            <td class="date">
              <Fact view={view} about={s.obligation}>
                {s.dueOn}
              </Fact>
              {s.provisional ? <small> {say(view, text('（暂定）', '(provisional)'))}</small> : null}
            </td>
            <td>
              {say(view, s.why)}
              <Told view={view} told={project.obligations[s.obligation]!.told} />
            </td>
          </tr>
        ))}
      </Table>
      <p class="muted">
        {say(view, text('截至', 'As of'))} {today(context)} {localTime(context.now, view.zone).slice(11, 16)}
      </p>
    </>
  );
}

function Told({ view, told }: { view: View; told: ProjectShown['project']['obligations'][string]['told'] }) {
  const last = told.at(-1);
  if (!last) return null;
  return (
    <small>
      {' '}
      {say(view, text('已通知', 'told'))} {last.on}: {last.to.map((t) => t.person).join('、')}
    </small>
  );
}

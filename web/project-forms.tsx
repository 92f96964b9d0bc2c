/** What the reader may do to a project, by their role: one form for each command, of what it is possible for. */
import { ACCESS_ROLE_NAMES } from '../domain/access.ts';
import { ROLE_NAMES } from '../domain/policy.ts';
import type { CommandType } from '../domain/project/commands.ts';
import { activeItems } from '../domain/project/stages.ts';
import { byKey, isActive, isOpen } from '../domain/project/state.ts';
import type { Text } from '../domain/text.ts';
import { CAUSES, NAMEABLE_CAUSES } from './causes.ts';
import { CommandForm, type Field } from './parts.tsx';
import { may, type ProjectShown } from './project-view.tsx';
import { say, text, type View } from './view.ts';

/** In whose name the reader acts. */
export const ownName = ({ caller }: Pick<View, 'caller'>): string =>
  caller.person ??
  caller.grants.find((g) => g.department !== undefined)?.department ??
  ACCESS_ROLE_NAMES.office.zh;

interface Act {
  type: CommandType;
  label: Text;
  command?: object;
  /** What it is done to: a field of the command, and what may be chosen. */
  target?: { name: string; label: Text; options: { value: string; label: string }[] };
  fields: Field[];
}

const REASON: Field = { name: 'reason', label: text('理由', 'Reason'), kind: 'long', required: true };
const TITLE: Field = { name: 'title', label: text('事项', 'What'), required: true };
const DUE: Field = { name: 'dueOn', label: text('期限', 'Due'), kind: 'date', required: true };
const OWNER: Field = { name: 'owner', label: text('责任方', 'Who answers for it') };
const PERSON: Field = { name: 'person', label: text('姓名', 'Name'), required: true };

export function ProjectForms(shown: ProjectShown) {
  const { view, project, version } = shown;
  const acts = actsOf(shown).flatMap((act) => {
    const { target, type, command } = act;
    if (target === undefined) return may(shown, { type, ...command }) ? [act] : [];
    const options = target.options.filter((o) => may(shown, { type, ...command, [target.name]: o.value }));
    return options.length > 0 ? [{ ...act, target: { ...target, options } }] : [];
  });
  if (acts.length === 0) return null;
  return (
    <section data-live="acts">
      <h2>{say(view, text('办理', 'What you can do'))}</h2>
      <div class="acts">
        {acts.map(({ type, label, command, target, fields }) => (
          <details id={`act-${type}`}>
            <summary>{say(view, label)}</summary>
            <CommandForm
              view={view}
              to={`/v1/projects/${project.id}/commands`}
              version={version}
              label={label}
              command={{ type, ...command }}
              fields={[
                ...(target ? [{ ...target, kind: 'choice' as const, required: true }] : []),
                ...fields,
              ]}
            />
          </details>
        ))}
      </div>
    </section>
  );
}

function actsOf({ view, project }: ProjectShown): Act[] {
  const by = { by: ownName(view) };
  const day = (label: Text): Field => ({
    name: 'occurredOn',
    label,
    kind: 'date',
    max: view.today,
    hint: text('不填即今天', 'today when left empty'),
  });
  const cause = (required: boolean): Field => ({
    name: 'cause',
    label: text('原因', 'Cause'),
    kind: 'choice',
    required,
    options: NAMEABLE_CAUSES.map((c) => ({ value: c, label: say(view, CAUSES[c]) })),
  });
  const open = byKey(project.milestones).flatMap(([, m]) =>
    isActive(m) && m.actualOn === undefined ? [{ value: m.id, label: m.name }] : [],
  );
  const milestone = { name: 'milestone', label: text('节点', 'Milestone'), options: open };
  const items = activeItems(project).filter((i) => i.finishedOn === undefined);
  const item = (started: boolean) => ({
    name: 'item',
    label: text('审批事项', 'Item'),
    options: items
      .filter((i) => (i.startedOn !== undefined) === started)
      .map((i) => ({ value: i.id, label: i.name })),
  });
  const obligations = byKey(project.obligations).filter(([, o]) => isOpen(o));
  const obligation = (wanted: (o: (typeof obligations)[number][1]) => boolean) => ({
    name: 'obligation',
    label: text('事项', 'What'),
    options: obligations.filter(([, o]) => wanted(o)).map(([value, o]) => ({ value, label: o.title })),
  });
  const role: Field = {
    name: 'role',
    label: text('职责', 'Role'),
    kind: 'choice',
    required: true,
    options: Object.entries(ROLE_NAMES).map(([value, name]) => ({ value, label: say(view, name) })),
  };
  const unseen = (o: (typeof obligations)[number][1]): boolean =>
    o.rungs.length > 0 && o.acknowledgement?.rung !== o.rungs.at(-1);
  return [
    {
      type: 'completeMilestone',
      label: text('报告节点完成', 'Report a milestone completed'),
      target: milestone,
      fields: [
        day(text('完成日', 'Completed on')),
        { name: 'evidence', label: text('证明或说明', 'Evidence or remark'), kind: 'long' },
        cause(false),
        OWNER,
      ],
    },
    {
      type: 'reforecastMilestone',
      label: text('调整预计', 'Change a forecast'),
      target: milestone,
      fields: [
        { name: 'forecastOn', label: text('预计完成', 'Expected on'), kind: 'date', required: true },
        cause(false),
        OWNER,
      ],
    },
    {
      type: 'reportProgress',
      label: text('报告进度', 'Report progress'),
      target: milestone,
      fields: [
        {
          name: 'percent',
          label: text('完成百分比', 'Per cent'),
          kind: 'number',
          required: true,
          min: 0,
          max: 100,
        },
      ],
    },
    {
      type: 'nameCause',
      label: text('说明原因', 'Name the cause'),
      command: by,
      target: milestone,
      fields: [cause(true), OWNER, { name: 'note', label: text('说明', 'Remark'), kind: 'long' }],
    },
    {
      type: 'startApprovalItem',
      label: text('受理审批事项', 'Accept an approval item'),
      target: item(false),
      fields: [day(text('受理日', 'Accepted on'))],
    },
    {
      type: 'finishApprovalItem',
      label: text('办结审批事项', 'Finish an approval item'),
      target: item(true),
      fields: [day(text('办结日', 'Finished on'))],
    },
    {
      type: 'raiseBlocker',
      label: text('提出堵点', 'Raise a blocker'),
      command: { blocker: '$new:b', covers: [] },
      fields: [
        TITLE,
        { name: 'party', label: text('由谁解决', 'Who can clear it'), required: true },
        cause(false),
        {
          name: 'covers.0',
          label: text('影响的事项', 'What it holds up'),
          kind: 'choice',
          options: obligation(() => true).options,
        },
        DUE,
      ],
    },
    {
      type: 'clearBlocker',
      label: text('堵点已解决', 'Clear a blocker'),
      target: {
        name: 'blocker',
        label: text('堵点', 'Blocker'),
        options: byKey(project.blockers).flatMap(([value, b]) =>
          b.clearedOn === undefined ? [{ value, label: b.title }] : [],
        ),
      },
      fields: [day(text('解决日', 'Cleared on'))],
    },
    {
      type: 'requestExtension',
      label: text('申请延期', 'Ask for an extension'),
      command: by,
      target: obligation(() => true),
      fields: [
        {
          name: 'workdays',
          label: text('延长几个工作日', 'By how many working days'),
          kind: 'number',
          min: 1,
          max: 400,
        },
        { name: 'dueOn', label: text('或者延到哪一天', 'or until which day'), kind: 'date' },
        REASON,
      ],
    },
    {
      type: 'acknowledge',
      label: text('确认收到', 'Acknowledge'),
      command: by,
      target: obligation(unseen),
      fields: [],
    },
    {
      type: 'issueDirective',
      label: text('下达督办', 'Issue a directive'),
      command: { directive: '$new:d' },
      fields: [TITLE, { ...OWNER, required: true }, DUE],
    },
    {
      type: 'closeDirective',
      label: text('督办销号', 'Close a directive'),
      target: {
        name: 'directive',
        label: text('督办事项', 'Directive'),
        options: obligations.flatMap(([key, o]) =>
          o.kind === 'directive' ? [{ value: key.slice('directive:'.length), label: o.title }] : [],
        ),
      },
      fields: [{ name: 'evidence', label: text('销号依据', 'Evidence'), kind: 'long', required: true }],
    },
    {
      type: 'appointPerson',
      label: text('任命责任人', 'Appoint somebody'),
      fields: [role, PERSON, day(text('自', 'From'))],
    },
    {
      type: 'appointActing',
      label: text('指定代行人', 'Appoint an acting holder'),
      fields: [
        role,
        PERSON,
        { name: 'from', label: text('自', 'From'), kind: 'date', required: true },
        { name: 'to', label: text('至', 'Until'), kind: 'date', required: true },
        REASON,
      ],
    },
  ];
}

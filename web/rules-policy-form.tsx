/** The form that makes another ladder and other lights; `web/assets/rules.js` gathers its lists. */
import type { LightRule, ProjectLightRule } from '../domain/lights.ts';
import { CLOCK_NAMES } from '../domain/notice.ts';
import { CLOCK_KINDS, ROLE_NAMES, type ClockKind, type Policy, type Rung } from '../domain/policy.ts';
import { RUNG_NAMES } from '../domain/review/changes.ts';
import type { Text } from '../domain/text.ts';
import { FieldInput, type Field } from './parts.tsx';
import { say, text, type View } from './view.ts';

type AnyRule = LightRule | ProjectLightRule;
type When = AnyRule['when'];

const OWNER = text('责任人', 'who answers for it');
/** Whom a rung tells: a role, or whoever answers for the obligation. */
export const recipientName = (role: Rung['tell'][number]): Text =>
  role === 'owner' ? OWNER : ROLE_NAMES[role];

/** What the form does not ask for; the next version of the policy. */
export function baseOf(policy: Policy): object {
  const { id, version, extensions } = policy;
  return {
    ...{ id, version: version + 1, sync: policy.sync },
    extensions: Object.fromEntries(
      CLOCK_KINDS.map((clock) => [clock, extensions[clock] === null ? null : {}]),
    ),
    ladders: {},
    lights: {},
  };
}

const WORKDAYS = text('工作日', 'working days');
/** What is asked for each rule of the lights, in the order in which they are offered. */
const RULES: Record<When, { name: Text; figure?: { name: string; label: Text; required?: false } }> = {
  late: {
    name: text('逾期未完成', 'late'),
    figure: { name: 'workdays', label: text('满多少工作日', 'by working days'), required: false },
  },
  nearDue: { name: text('临近到期', 'near its date'), figure: { name: 'workdays', label: WORKDAYS } },
  madeUpLate: { name: text('逾期后补齐', 'made up late'), figure: { name: 'workdays', label: WORKDAYS } },
  forecastLate: { name: text('预计晚于承诺', 'forecast late') },
  waiting: { name: text('时限暂停', 'waiting') },
  progressBelow: {
    name: text('进度低于时序的', 'progress under a share of the time’s'),
    figure: { name: 'percent', label: text('%', '%') },
  },
  pointsBehind: {
    name: text('进度落后时序', 'progress behind the time'),
    figure: { name: 'points', label: text('百分点', 'points') },
  },
  notStarted: {
    name: text('签约后未开工', 'not started after signing'),
    figure: { name: 'months', label: text('个月', 'months') },
  },
  yellowInARow: {
    name: text('连续黄灯', 'yellow in a row'),
    figure: { name: 'reviews', label: text('次周调度', 'reviews') },
  },
};
const OF_PROJECT: readonly When[] = ['notStarted', 'yellowInARow'];
const FRESH: AnyRule[] = (Object.keys(RULES) as When[]).map((when) => ({ when, light: 'yellow' }) as AnyRule);

export function PolicyFields({ view, policy }: { view: View; policy: Policy }) {
  const words = (zh: string, en: string): string => say(view, text(zh, en));
  const day: Partial<Field> = { kind: 'number', required: true, min: 1 };
  return (
    <>
      {CLOCK_KINDS.map((clock) => (
        <Rungs view={view} clock={clock} policy={policy} />
      ))}
      <Rules view={view} rules={policy.lights.obligation} of="obligation" />
      <Rules view={view} rules={policy.lights.project} of="project" />
      <fieldset>
        <legend>{words('其他', 'Other')}</legend>
        {(
          [
            {
              name: 'rungTime',
              label: text('发出时间', 'Rungs go out at'),
              value: policy.rungTime,
              required: true,
            },
            {
              ...{ name: 'acknowledgementWorkdays', ...day, value: String(policy.acknowledgementWorkdays) },
              label: text(
                '确认收到后暂缓下一级（工作日）',
                'An acknowledgement holds the next rung, working days',
              ),
            },
            {
              ...{ name: 'verificationWorkdays', ...day, value: String(policy.verificationWorkdays) },
              label: text('承诺制核查期限（工作日）', 'Verified after a commitment within, working days'),
            },
            ...CLOCK_KINDS.flatMap((clock): Field[] => {
              const rule = policy.extensions[clock];
              if (rule === null) return [];
              const of = CLOCK_NAMES[clock];
              return [
                {
                  ...{ name: `extensions.${clock}.times`, ...day, min: 0, value: String(rule.times) },
                  label: text(`${of.zh}可延期次数`, `${of.en}: extended how often`),
                },
                {
                  ...{ name: `extensions.${clock}.workdays`, ...day, value: String(rule.workdays) },
                  label: text(`${of.zh}每次延期工作日`, `${of.en}: by how many working days`),
                },
              ];
            }),
          ] as Field[]
        ).map((field) => (
          <FieldInput view={view} field={field} />
        ))}
      </fieldset>
    </>
  );
}

/** The rungs of one clock; the script sends them by their days. */
function Rungs({ view, clock, policy }: { view: View; clock: ClockKind; policy: Policy }) {
  const ladder = policy.ladders[clock];
  const names = Object.entries(RUNG_NAMES) as [Rung['rung'], Text][];
  const fresh = names.map(([rung, name]): Rung => ({ rung, name, afterWorkdays: 1, tell: [] }));
  return (
    <fieldset data-list={`ladders.${clock}`} data-order="afterWorkdays">
      <legend>
        {say(view, text(`督办阶梯：${CLOCK_NAMES[clock].zh}`, `Ladder: ${CLOCK_NAMES[clock].en}`))}
      </legend>
      {ladder.map((rung) => (
        <RungItem view={view} rung={rung} />
      ))}
      <Adder view={view} label={text('增加一级', 'Add a rung')}>
        {fresh.map((rung) => ({ label: rung.name, item: <RungItem view={view} rung={rung} /> }))}
      </Adder>
    </fieldset>
  );
}

const ROLES = ['owner', ...Object.keys(ROLE_NAMES)] as Rung['tell'];

function RungItem({ view, rung }: { view: View; rung: Rung }) {
  const { rung: id, name } = rung;
  return (
    <div
      class="item"
      role="group"
      aria-label={say(view, name)}
      data-item={JSON.stringify({ rung: id, name, tell: [] })}
    >
      <strong>{say(view, name)}</strong>
      <label>
        {say(
          view,
          text('到期后工作日（负数为到期前）', 'Working days after the date; before it when negative'),
        )}
        <input
          {...{ type: 'number', name: 'afterWorkdays', 'data-kind': 'number', required: true, step: 1 }}
          value={rung.afterWorkdays}
        />
      </label>
      <span class="several" role="group" aria-label={say(view, text('通知', 'Tells'))}>
        {ROLES.map((role) => (
          <label>
            <input
              {...{ type: 'checkbox', name: 'tell', value: role, 'data-kind': 'several' }}
              checked={rung.tell.includes(role)}
            />{' '}
            {say(view, recipientName(role))}
          </label>
        ))}
      </span>
      <Remove view={view} what={name} />
    </div>
  );
}

function Rules({ view, rules, of }: { view: View; rules: readonly AnyRule[]; of: 'obligation' | 'project' }) {
  const fresh = FRESH.filter((r) => OF_PROJECT.includes(r.when) === (of === 'project'));
  return (
    <fieldset data-list={`lights.${of}`}>
      <legend>
        {say(
          view,
          of === 'obligation'
            ? text('亮灯规则：事项', 'Lights of an obligation')
            : text('亮灯规则：整个项目', 'Lights of a project as a whole'),
        )}
      </legend>
      {rules.map((rule) => (
        <RuleItem view={view} rule={rule} />
      ))}
      <Adder view={view} label={text('增加规则', 'Add a rule')}>
        {fresh.map((rule) => ({ label: RULES[rule.when].name, item: <RuleItem view={view} rule={rule} /> }))}
      </Adder>
    </fieldset>
  );
}

function RuleItem({ view, rule }: { view: View; rule: AnyRule }) {
  const { name, figure } = RULES[rule.when];
  const onlyRed = rule.when === 'yellowInARow';
  const kept = { when: rule.when, ...('strictly' in rule ? { strictly: true } : {}) };
  return (
    <div class="item" role="group" aria-label={say(view, name)} data-item={JSON.stringify(kept)}>
      <strong>{say(view, name)}</strong>
      {figure === undefined ? null : (
        <label>
          {say(view, figure.label)}
          <input
            {...{ type: 'number', name: figure.name, 'data-kind': 'number', min: 0, step: 1 }}
            required={figure.required !== false}
            value={(rule as unknown as Record<string, number | undefined>)[figure.name]}
          />
        </label>
      )}
      <label>
        {say(view, text('亮灯', 'Light'))}
        <select name="light" data-kind="choice">
          {onlyRed ? null : (
            <option value="yellow" selected={rule.light === 'yellow'}>
              {say(view, text('▲ 黄', '▲ yellow'))}
            </option>
          )}
          <option value="red" selected={onlyRed || rule.light === 'red'}>
            {say(view, text('■ 红', '■ red'))}
          </option>
        </select>
      </label>
      <Remove view={view} what={name} />
    </div>
  );
}

function Remove({ view, what }: { view: View; what: Text }) {
  return (
    <button
      type="button"
      class="second"
      data-remove
      aria-label={say(view, text(`删除：${what.zh}`, `Remove: ${what.en}`))}
    >
      {say(view, text('删除', 'Remove'))}
    </button>
  );
}

/** Adds one of several items to its list. */
function Adder({
  view,
  label,
  children,
}: {
  view: View;
  label: Text;
  children: { label: Text; item: ReturnType<typeof RuleItem> }[];
}) {
  return (
    <div class="row">
      <select data-adder aria-label={say(view, label)}>
        {children.map((c, i) => (
          <option value={i}>{say(view, c.label)}</option>
        ))}
      </select>
      <button type="button" class="second" data-add>
        {say(view, label)}
      </button>
      {children.map((c) => (
        <template>{c.item}</template>
      ))}
    </div>
  );
}

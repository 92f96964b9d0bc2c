/** Parts that pages are made of: lights, tables, choices, forms of commands. */
import type { Child } from 'hono/jsx';
import { LIGHT_SIGNS, type Light as Colour } from '../domain/lights.ts';
import type { Text } from '../domain/text.ts';
import { say, text, withQuery, type View } from './view.ts';

const LIGHT_EN: Record<Colour, string> = { red: 'red', yellow: 'yellow', green: 'green' };

/** A light: by its shape and its word, not by its colour alone. */
export function Light({ view, light }: { view: View; light: Colour }) {
  const { sign, zh } = LIGHT_SIGNS[light];
  return (
    <span class={`light ${light}`}>
      <span aria-hidden="true">{sign}</span> {view.language === 'zh' ? zh : LIGHT_EN[light]}
    </span>
  );
}

/** A table that scrolls by itself where the window is narrow. `caption` names it for who cannot see it. */
export function Table({
  caption,
  heads,
  children,
  empty,
}: {
  caption: string;
  heads: Child[];
  children: Child[];
  empty: string;
}) {
  // A single row comes without its list.
  const rows = [children].flat();
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table>
        <caption class="quiet">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length > 0 ? (
            rows
          ) : (
            <tr>
              <td colspan={heads.length} class="muted">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** A choice that changes one parameter of the page's address when it is made. */
export function Choice({
  view,
  name,
  label,
  options,
  value,
  all,
}: {
  view: View;
  name: string;
  label: string;
  options: readonly (string | { value: string; label: string })[];
  value: string | undefined;
  /** What stands for no choice; left out where one must be made. */
  all?: string;
}) {
  const list = options.map((o) => (typeof o === 'string' ? { value: o, label: o } : o));
  return (
    <label class="choice">
      {label}
      <select name={name} data-choice>
        {all === undefined ? null : (
          <option value={withQuery(view.path, { [name]: undefined })} selected={value === undefined}>
            {all}
          </option>
        )}
        {list.map((o) => (
          <option value={withQuery(view.path, { [name]: o.value })} selected={value === o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One thing to fill in. `kind` says how its text becomes a value of the command. */
export interface Field {
  /** Its place in the body; dots lead into it: `data.dueOn`. */
  name: string;
  label: Text;
  kind?: 'text' | 'long' | 'number' | 'date' | 'choice' | 'yes' | 'list' | 'lines' | 'month';
  options?: readonly { value: string; label: string }[];
  value?: string | undefined;
  required?: boolean;
  hint?: Text;
  min?: string | number;
  max?: string | number;
}

/**
 * A form that sends one command to the API as JSON, by `web/assets/main.js`. A refusal stands beside the form
 * and at its field, what was written stays; the same sending twice is done once (`Idempotency-Key`).
 */
export function CommandForm({
  view,
  to,
  method = 'POST',
  command = {},
  fields = [],
  label,
  confirm,
  then,
  version,
  shows,
}: {
  view: View;
  /** Address of the API: `/v1/…`. */
  to: string;
  method?: 'POST' | 'PUT';
  /** What the body holds beside what is filled in. */
  command?: object;
  fields?: readonly Field[];
  label: Text;
  /** Asked before it is sent. */
  confirm?: Text;
  /** Where to go when it is done; by itself the page is shown anew. */
  then?: string;
  /** The version that is expected: another one is refused, for somebody else was there meanwhile. */
  version?: number;
  /** Instead of leaving: shows these fields of the answer (a secret that is shown once). */
  shows?: readonly string[];
}) {
  return (
    <form
      class="command"
      data-command={JSON.stringify(command)}
      data-to={to}
      data-method={method}
      data-confirm={confirm ? say(view, confirm) : undefined}
      data-then={then}
      data-version={version}
      data-shows={shows?.join(' ')}
    >
      {fields.map((field) => (
        <FieldInput view={view} field={field} />
      ))}
      <button type="submit">{say(view, label)}</button>
      <p class="fault" role="alert" hidden></p>
    </form>
  );
}

/** One field of a form. */
export function FieldInput({ view, field }: { view: View; field: Field }) {
  const { name, kind = 'text', options = [], value, required = false, hint, min, max } = field;
  const common = { name, required, 'data-kind': kind };
  return (
    <label>
      <span>
        {say(view, field.label)}
        {required ? null : <small> {say(view, text('（可不填）', '(optional)'))}</small>}
      </span>
      {kind === 'choice' ? (
        <select {...common}>
          {required ? null : <option value=""></option>}
          {options.map((o) => (
            <option value={o.value} selected={o.value === value}>
              {o.label}
            </option>
          ))}
        </select>
      ) : kind === 'long' || kind === 'lines' ? (
        <textarea {...common} rows={3} maxlength={2000}>
          {value ?? ''}
        </textarea>
      ) : kind === 'yes' ? (
        <input {...common} type="checkbox" checked={value === 'true'} required={false} />
      ) : (
        <input
          {...common}
          type={kind === 'number' || kind === 'date' || kind === 'month' ? kind : 'text'}
          value={value}
          min={min}
          max={max}
          step={kind === 'number' ? 'any' : undefined}
        />
      )}
      {hint ? <small class="muted">{say(view, hint)}</small> : null}
    </label>
  );
}

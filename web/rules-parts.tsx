/** A form whose command is previewed before it can be sent. */
import type { Child } from 'hono/jsx';
import type { Text } from '../domain/text.ts';
import { say, text, type View } from './view.ts';

/**
 * A form of a command like `CommandForm`, by `web/assets/rules.js`: first the preview of what it would change, then,
 * as long as nothing else is filled in, the command. Without `to` it is only previewed.
 */
export function PreviewedForm({
  view,
  kind,
  preview,
  to,
  command,
  label,
  children,
}: {
  view: View;
  /** How the answer of the preview is shown. */
  kind: 'calendar' | 'policy';
  /** Address of the preview and of the command: `/v1/…`. */
  preview: string;
  to: string | undefined;
  command: object;
  label: Text;
  children: Child;
}) {
  return (
    <form
      class="command wide"
      data-command={JSON.stringify(command)}
      data-preview={preview}
      data-kind-of={kind}
      data-to={to}
      data-method="POST"
    >
      {children}
      <div class="row">
        <button type="button" class="second" data-ask>
          {say(view, text('预览会改变什么', 'Preview what would change'))}
        </button>
        {to === undefined ? null : (
          <button type="submit" disabled>
            {say(view, label)}
          </button>
        )}
      </div>
      <p class="fault" role="alert" hidden></p>
      <div class="preview" role="status"></div>
    </form>
  );
}

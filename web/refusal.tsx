/** The page of a refusal: what was not allowed or is not there, and what to do. */
import type { Rejection } from '../domain/text.ts';
import { Page } from './layout.tsx';
import { say, text, type View } from './view.ts';

export function RefusalPage({ view, rejection }: { view: View; rejection: Rejection }) {
  return (
    <Page view={view} title={say(view, rejection.message)}>
      <p>
        {say(
          view,
          text(
            '如需处理，请联系调度办公室或系统管理员。',
            'If this is needed, ask the office or the administrator of the system.',
          ),
        )}
      </p>
      <p>
        <a href="/">{say(view, text('返回首页', 'Back to the start'))}</a>
      </p>
    </Page>
  );
}

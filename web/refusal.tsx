/** The page of a refusal or a fault: what was not allowed, is not there or did not work, and what to do. */
import type { Rejection } from '../domain/text.ts';
import { Page } from './layout.tsx';
import { say, text, type View } from './view.ts';

interface RefusalProps {
  view: View;
  rejection: Rejection;
  /** Of the request: the log has its lines under it. */
  requestId: string;
}

export function RefusalPage({ view, rejection, requestId }: RefusalProps) {
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
      <p class="muted">
        {say(view, text('请求编号', 'Request id'))}: <code>{requestId}</code>
      </p>
      <p>
        <a href="/">{say(view, text('返回首页', 'Back to the start'))}</a>
      </p>
    </Page>
  );
}

/**
 * Another system's way in: signs a project, completes a milestone and reads the review, by the generated
 * client. `QUANCHENG_URL=http://127.0.0.1:3000 QUANCHENG_TOKEN=… node --import tsx examples/integration.ts`
 */
import { quancheng, type QuanchengClient } from '../client/index.ts';
import { readConfig } from '../config.ts';

/** What came of it: the version of the project, and how many projects the review counts. */
export async function integrate(client: QuanchengClient): Promise<{ version: number; review: string }> {
  const signed = await client.POST('/v1/projects', {
    params: { header: { 'idempotency-key': 'crm-4711/sign' } },
    body: {
      id: 'crm-4711',
      name: '示例装备制造项目',
      county: '示例县',
      template: { id: 'industrial', version: 1 },
      signedOn: '2024-01-08',
      milestones: [{ id: 'survey', name: '勘察完成', committedOn: '2024-03-26' }],
    },
  });
  if (signed.error) throw new Error(signed.error.detail);

  const completed = await client.POST('/v1/projects/{id}/commands', {
    // The same id is done once, however often it is sent; the version must be the one that was seen.
    params: {
      path: { id: 'crm-4711' },
      header: { 'idempotency-key': 'crm-4711/start', 'if-match': `"${signed.data.version}"` },
    },
    body: { type: 'completeMilestone', milestone: 'survey', evidence: '勘察报告' },
  });
  if (completed.error) throw new Error(completed.error.detail);

  const review = await client.GET('/v1/review');
  if (review.error) throw new Error(review.error.detail);
  return { version: completed.data.version, review: review.data.asOf };
}

if (process.argv[1] === import.meta.filename) {
  const { url, token } = readConfig();
  console.log(await integrate(quancheng(url ?? 'http://127.0.0.1:3000', token ?? '')));
}

/** Attachments over HTTP: the bytes go to the store, the fact into the log of the project. */
import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { checkFile, MAX_BYTES, TOO_LARGE } from '../attachments/file.ts';
import { sha256Of, type AttachmentStore } from '../attachments/store.ts';
import { id } from '../contracts/project.ts';
import { refusedCommand } from '../domain/access.ts';
import { localDate } from '../domain/dates.ts';
import { own } from '../domain/project/state.ts';
import { reject } from '../domain/text.ts';
import { projectStream } from '../store/aggregates.ts';
import { notFound, problem } from './problem.ts';
import { answers, disposition, ok, params, type Api, type Deps } from './route.ts';

const sha = z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制 / 64 hexadecimal digits');
const AWAY = reject(
  'attachmentsAway',
  '附件存储暂不可用，请稍后重试',
  'the store of attachments is away: try again later',
);

/** What the store answers; null, and a line of the log, when it is away. */
async function tried<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    console.error('attachments:', error instanceof Error ? error.message : error);
    return null;
  }
}

const bytes = (description: string) => ({
  'application/octet-stream': { schema: z.string().openapi({ format: 'binary', description }) },
});

export function addAttachments(app: Api, { system, now }: Deps, store: AttachmentStore): void {
  const path = '/projects/{id}/attachments';
  app.use(
    '/projects/:id/attachments',
    bodyLimit({ maxSize: MAX_BYTES, onError: (c) => problem(c, TOO_LARGE) }),
  );
  const posted = ok(
    'kept; the id names it, and the same bytes again are the same one',
    z.object({ id: z.string(), name: z.string(), media: z.string(), bytes: z.int() }),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path,
      request: {
        params,
        query: z.object({
          name: z.string().min(1).max(200).describe('name of the file, without a path'),
          about: z
            .string()
            .min(1)
            .max(300)
            .optional()
            .describe('what it shows: `milestone:roof`, `directive:d`'),
        }),
        body: { required: true, content: bytes('JPEG, PNG, WebP, PDF, docx or xlsx, at most 20 MB') },
      },
      ...posted,
    }),
    async (c) => {
      const { name, about } = c.req.valid('query');
      const file = new Uint8Array(await c.req.arrayBuffer());
      const found = checkFile(name, file);
      if ('refused' in found) return problem(c, found.refused);
      const { project } = c.get('project');
      const sha256 = sha256Of(file);
      const kept = { name, media: found.media, bytes: file.length };
      const command = { type: 'addAttachment', sha256, ...kept, about } as const;
      const refused = refusedCommand(
        c.get('caller'),
        project,
        command,
        localDate(await now(), system.rules.calendar.zone),
      );
      if (refused) return problem(c, refused);
      // The bytes first: what the log names is always there.
      if (!(await tried(() => store.put(sha256, file).then(() => true)))) return problem(c, AWAY);
      const outcome = await system.handle({
        ...{ stream: projectStream(project.id), commandId: `attachment/${sha256}` },
        ...{ actor: c.get('caller').actor, at: new Date().toISOString(), commands: [command] },
      });
      if (!outcome.ok) return problem(c, outcome.rejection);
      return c.json({ id: sha256, ...kept }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: `${path}/{sha}`,
      request: { params: z.object({ id, sha }) },
      ...answers('the bytes, to be saved', bytes('as they were sent')),
    }),
    async (c) => {
      const { sha: key } = c.req.valid('param');
      const known = own(c.get('project').project.attachments ?? {}, key);
      if (!known) return problem(c, notFound('attachment'));
      const file = await tried(() => store.get(key));
      if (file === null) return problem(c, AWAY);
      if (!file) return problem(c, notFound('attachment'));
      return c.body(file as Uint8Array<ArrayBuffer>, 200, {
        'content-type': known.media,
        ...disposition(known.name),
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      }) as never;
    },
  );
}

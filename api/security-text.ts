/** `/.well-known/security.txt` (RFC 9116): where whoever finds a fault of security can say so. */
import { createRoute, z } from '@hono/zod-openapi';
import { notFound, problem } from './problem.ts';
import { answers, type Api } from './route.ts';

const PATH = '/.well-known/security.txt';
/** The RFC wants an end, under a year away, after which the text is not to be trusted. */
const GOOD_FOR_DAYS = 180;

/** `securityContact` is an address with its scheme; without it nobody is named, and the answer is 404. */
export function addSecurityText(
  app: Api,
  { securityContact, publicUrl }: { securityContact?: string | undefined; publicUrl?: string | undefined },
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: PATH,
      ...answers('whom to tell of a fault of security', { 'text/plain': { schema: z.string() } }),
    }),
    (c) => {
      if (securityContact === undefined) return problem(c, notFound(PATH));
      // The machine's time: whoever reads this has no demo's clock.
      const expires = new Date(Date.now() + GOOD_FOR_DAYS * 24 * 3_600_000).toISOString();
      const lines = [`Contact: ${securityContact}`, `Expires: ${expires}`, 'Preferred-Languages: zh, en'];
      if (publicUrl !== undefined) lines.push(`Canonical: ${new URL(PATH, publicUrl).href}`);
      return c.text(`${lines.join('\n')}\n`, 200, { 'content-type': 'text/plain; charset=utf-8' });
    },
  );
}

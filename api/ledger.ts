/** The ledger over HTTP: out as .xlsx or .csv; in as a trial that shows the difference, then for good. */
import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { stream } from 'hono/streaming';
import { answer } from '../contracts/answers.ts';
import { ledgerMapping as mappingOf } from '../contracts/ledger.ts';
import { localDate } from '../contracts/project.ts';
import { reject, type Rejection } from '../domain/text.ts';
import { markFaults } from '../ledger/mark.ts';
import { TABLES, type TableId } from '../ledger/tables.ts';
import { MAX_FILE_BYTES, NotALedger } from '../ledger/workbook.ts';
import { writeLedger, writeTable } from '../ledger/write.ts';
import { RULES_STREAM } from '../store/aggregates.ts';
import { applyLedger, ledgerMapping, ledgerOf, planLedger, type Planned } from '../store/ledger.ts';
import { problem } from './problem.ts';
import { answers, body, disposition, ok, type Api, type Deps, type Request } from './route.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';
const binary = z.string().meta({ format: 'binary' });
const county = z.string().trim().min(1).max(100);
const text = z.object({ zh: z.string(), en: z.string() });
const place = z.object({ path: z.string().describe('the cell: Sheet!B7'), message: text });
const TABLE_IDS = Object.keys(TABLES) as [TableId, ...TableId[]];

/** What a trial shows: nothing has been done. */
const planOut = z
  .object({
    digest: z.string().describe('of the file'),
    county: z.string(),
    unchanged: z.int(),
    changes: z.array(
      z.object({
        project: z.string(),
        name: z.string(),
        isNew: z.boolean(),
        commands: z.int(),
        differences: z.array(z.object({ text, at: z.string() })),
        faults: z.array(place),
      }),
    ),
    faults: z.array(place),
    notes: z.array(text),
    unknown: z.array(z.object({ table: z.string(), header: z.string() })),
  })
  .meta({ id: 'LedgerPlan' });

/** A plan as it goes out: how many commands, not which. */
export const shownPlan = ({ digest, county, unchanged, changes, faults, notes, unknown }: Planned) => ({
  ...{ digest, county, unchanged, faults, notes, unknown },
  changes: changes.map(({ project, name, isNew, commands, differences, faults: own }) => ({
    ...{ project, name, isNew, commands: commands.length, differences, faults: own },
  })),
});

const tooLarge = (): Rejection =>
  reject(
    'tooLarge',
    `文件超过 ${MAX_FILE_BYTES / 1024 / 1024} MB`,
    `the file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`,
  );

export function addLedger(app: Api, { system, now, submit }: Deps): void {
  const file = {
    query: z.object({ county, name: z.string().max(200).default('ledger').describe('of the file') }),
    body: {
      required: true as const,
      content: { 'application/octet-stream': { schema: binary.describe('.xlsx or .csv') } },
    },
  };
  const limit = bodyLimit({ maxSize: MAX_FILE_BYTES, onError: (c) => problem(c, tooLarge()) });
  for (const path of ['/ledger/plan', '/ledger/apply', '/ledger/errors']) app.use(path, limit);

  /** The plan of the file of a request, or why it is no ledger. */
  async function planned(c: Request): Promise<Planned | Rejection> {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const asked = { bytes, name: c.req.query('name') ?? 'ledger' };
    try {
      return await planLedger(system, await now(), asked, c.req.query('county')!);
    } catch (error) {
      if (!(error instanceof NotALedger)) throw error;
      return reject('notALedger', error.text.zh, error.text.en, 'file');
    }
  }

  app.openapi(
    createRoute({
      method: 'get',
      path: '/ledger',
      request: {
        query: z.object({
          county,
          format: z.enum(['xlsx', 'csv']).default('xlsx'),
          table: z.enum(TABLE_IDS).default('projects').describe('of .csv, which holds one table'),
          light: z.enum(['green', 'yellow', 'red']).optional(),
          stage: z.string().max(100).optional(),
          asOf: localDate.optional(),
          basis: z.enum(['true', 'known']).default('true'),
        }),
      },
      ...answers('the ledger of a county', {
        [XLSX]: { schema: binary },
        'text/csv': { schema: z.string() },
      }),
    }),
    async (c) => {
      const { county: of, format, table, light, stage, asOf, basis } = c.req.valid('query');
      const asked = { county: of, asOf: asOf === undefined ? undefined : { on: asOf, basis } };
      const found = await ledgerOf(system, await now(), asked, { light, stage });
      const headers = disposition(`${of}台账.${format}`);
      if (format === 'csv')
        return c.body(writeTable(table, found.projects, found.context), 200, {
          ...headers,
          'content-type': CSV,
        });
      const bytes = await writeLedger(found.projects, found.context, of);
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { ...headers, 'content-type': XLSX });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/ledger/plan',
      request: file,
      ...ok('what an import would do; nothing is done', planOut),
    }),
    async (c) => {
      const plan = await planned(c);
      return 'code' in plan ? problem(c, plan) : c.json(shownPlan(plan), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/ledger/errors',
      request: file,
      ...answers('the file with the cells marked that could not be taken', { [XLSX]: { schema: binary } }),
    }),
    async (c) => {
      const plan = await planned(c);
      if ('code' in plan) return problem(c, plan);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const marked = await markFaults(bytes, plan.grids, plan.faults);
      return c.body(marked as Uint8Array<ArrayBuffer>, 200, {
        'content-type': XLSX,
        ...disposition('导入错误.xlsx'),
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/ledger/apply',
      request: {
        ...file,
        query: file.query.extend({
          digest: z
            .string()
            .max(64)
            .optional()
            .describe('of the trial: refused when the file is another one'),
          partial: z.enum(['true']).optional().describe('leave projects with faults alone and do the others'),
        }),
      },
      ...answers('done, a line for each project and one at the end', {
        'application/x-ndjson': {
          schema: z.object({
            project: z.string().optional(),
            name: z.string().optional(),
            refused: text.optional(),
            done: z.int().optional(),
            of: z.int().optional(),
          }),
        },
      }),
    }),
    async (c) => {
      const plan = await planned(c);
      if ('code' in plan) return problem(c, plan);
      const { digest, partial } = c.req.valid('query');
      if (digest !== undefined && digest !== plan.digest)
        return problem(
          c,
          reject('otherFile', '文件与试导入的不同', 'the file is not the one of the trial', 'digest'),
        );
      if (plan.faults.length > 0 && !partial) {
        const { zh, en } = plan.faults[0]!.message;
        const [n, at] = [plan.faults.length, plan.faults[0]!.path];
        return problem(
          c,
          reject(
            'ledgerFaults',
            `有 ${n} 处错误，未导入任何内容。${at}：${zh}`,
            `${n} faults, nothing was done. ${at}: ${en}`,
            at,
          ),
        );
      }
      const by = { at: new Date().toISOString(), actor: c.get('caller').actor };
      const all = plan.changes.filter((change) => change.commands.length > 0).length;
      c.header('content-type', 'application/x-ndjson');
      return stream(c, async (out) => {
        let done = 0;
        for await (const one of applyLedger(system, plan, by)) {
          if (!one.refused) done += 1;
          await out.writeln(JSON.stringify(one));
        }
        await out.writeln(JSON.stringify({ done, of: all }));
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/ledger/mapping',
      request: { query: z.object({ county }) },
      ...ok('what the county calls the columns of its ledger', mappingOf),
    }),
    async (c) => c.json(await ledgerMapping(system, c.req.valid('query').county), 200),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/ledger/mapping',
      request: { query: z.object({ county }), ...body(mappingOf) },
      ...ok('set', answer),
    }),
    (c) =>
      submit(c, RULES_STREAM, [
        { type: 'setLedgerMapping', county: c.req.valid('query').county, mapping: c.req.valid('json') },
      ]),
  );
}

/** Reports and the reviews that were held: as JSON, or as a document to print. Everything is derived; a report asks for a period, never for a number. */
import { createRoute, z } from '@hono/zod-openapi';
import { answer, directivesOut, filedOut, heldOut, reportOut, reviewOut } from '../contracts/answers.ts';
import { localDate, name, text } from '../contracts/project.ts';
import { office } from '../contracts/rules.ts';
import { batchesDocument } from '../documents/batches.ts';
import { briefDocument } from '../documents/brief.ts';
import { dailyDocument } from '../documents/daily.ts';
import type { Document } from '../documents/document.ts';
import { monthlyDocument } from '../documents/monthly.ts';
import { NoBrowser } from '../documents/pdf.ts';
import { FORMATS, MEDIA, print } from '../documents/print.ts';
import { targetsDocument } from '../documents/targets.ts';
import { correctionSheet, weeklyMinutes } from '../documents/weekly.ts';
import { addDays, localDate as dateAt, type LocalDate } from '../domain/dates.ts';
import { RUN_KINDS, runFor } from '../domain/office.ts';
import { differencesOf } from '../domain/review/differences.ts';
import { reject } from '../domain/text.ts';
import { reviewStream, RULES_STREAM } from '../store/aggregates.ts';
import { directivesOf } from '../store/directives.ts';
import {
  batches,
  brief,
  countiesOf,
  daily,
  filedReport,
  fileRun,
  monthly,
  targets,
} from '../store/reports.ts';
import { boardNow } from '../store/board.ts';
import { frozenReview, reviewAsOf, reviewsHeld } from '../store/reviews.ts';
import { notFound, problem } from './problem.ts';
import {
  answers,
  body,
  noBrowser,
  ok,
  pageQuery,
  paged,
  question,
  type Api,
  type Deps,
  type Request,
  disposition,
} from './route.ts';

const county = z.string().trim().min(1).max(100).optional();
const month = z
  .string()
  .regex(/^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/, '月份写作 2024-02 / write a month as 2024-02');
const basis = z.enum(['true', 'known']).default('true');
const format = z.enum(['json', ...FORMATS]).default('json');
const common = { county, basis, format };
const MAX_HELD = 500;
/** Weeks of a lifetime. */
const REVIEWS = 10_000;
const binary = z.string().meta({ format: 'binary' });

/** A report as JSON or as a document; 501 where no browser can print PDF. */
const printed = (description: string, schema: z.ZodType): ReturnType<typeof ok> => {
  const documents = Object.fromEntries(FORMATS.map((f) => [MEDIA[f], { schema: binary }]));
  const { responses } = answers(description, { 'application/json': { schema }, ...documents });
  return { responses: { ...responses, 501: noBrowser } };
};

export function addReports(app: Api, { system, now, submit }: Deps, chromium: string | undefined): void {
  const today = async (): Promise<LocalDate> => dateAt(await now(), system.rules.calendar.zone);
  const noReview = (c: Request, date: string) => problem(c, notFound(`review of ${date}`));

  /** A report as JSON, or its document written in the format. */
  async function send<R>(
    c: Request,
    report: R,
    document: (report: R) => Document,
    wanted: z.infer<typeof format>,
  ) {
    if (wanted === 'json') return c.json(report, 200);
    try {
      const made = document(report);
      const bytes = await print(made, wanted, chromium);
      const name = `${made.title}-${made.on}.${wanted}`;
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
        'content-type': MEDIA[wanted],
        ...disposition(name, wanted === 'html' ? 'inline' : 'attachment'),
      });
    } catch (error) {
      if (!(error instanceof NoBrowser)) throw error;
      const [zh, en] = error.message.split(' / ');
      return problem(c, reject('noBrowser', zh!, en!, 'format'));
    }
  }

  const asOf = z.object({ asOf: localDate.optional(), ...common });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/review',
      request: { query: asOf },
      ...printed('the weekly review', reviewOut),
    }),
    async (c) => {
      const { asOf: on, basis, county, format } = c.req.valid('query');
      const review =
        on === undefined
          ? (await boardNow(system, await now(), county)).review
          : await reviewAsOf(system, on, basis, { county });
      return send(c, review, weeklyMinutes, format);
    },
  );

  const day = z.object({ on: localDate.optional(), filed: z.enum(['true']).optional(), ...common });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/daily',
      request: { query: day },
      ...printed('日汇报 / the daily report', reportOut),
    }),
    async (c) => {
      const { on, filed, county, basis, format } = c.req.valid('query');
      const date = on ?? (await today());
      if (filed) {
        const found = await filedReport(system, 'daily', date, county);
        if (found?.kind !== 'daily') return problem(c, notFound(`daily report of ${date}`));
        return send(c, found.report, dailyDocument, format);
      }
      const { from } = runFor('daily', date, (await system.freshRules()).calendar);
      const asked = { on: date, since: addDays(from, -1), basis, county };
      return send(c, await daily(system, await now(), asked), dailyDocument, format);
    },
  );
  const ofMonth = z.object({ month: month.optional(), filed: z.enum(['true']).optional(), ...common });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/monthly',
      request: { query: ofMonth },
      ...printed('月总结 / the monthly summary', reportOut),
    }),
    async (c) => {
      const { filed, county, basis, format, ...asked } = c.req.valid('query');
      const which = asked.month ?? (await today()).slice(0, 7);
      if (filed) {
        const found = await filedReport(system, 'monthly', which, county);
        if (found?.kind !== 'monthly') return problem(c, notFound(`monthly summary of ${which}`));
        return send(c, found.report, monthlyDocument, format);
      }
      const report = await monthly(system, await now(), which, { basis, county });
      return send(c, report, monthlyDocument, format);
    },
  );
  const ofLeader = z.object({
    leader: z.string().trim().min(1).max(100),
    on: localDate.optional(),
    ...common,
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/brief',
      request: { query: ofLeader },
      ...printed('现场办公 / brief of a leader', reportOut),
    }),
    async (c) => {
      const { leader, on, county, basis, format } = c.req.valid('query');
      const asked = { on: on ?? (await today()), basis, county };
      return send(c, await brief(system, await now(), leader, asked), briefDocument, format);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/targets',
      request: { query: day },
      ...printed('年度目标 / targets of the year', reportOut),
    }),
    async (c) => {
      const { on, county, basis, format } = c.req.valid('query');
      const asked = { on: on ?? (await today()), basis, county };
      return send(c, await targets(system, await now(), asked), targetsDocument, format);
    },
  );
  const period = z.object({ from: localDate, to: localDate.optional(), ...common });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/batches',
      request: { query: period },
      ...printed('三个一批 / the three batches', reportOut),
    }),
    async (c) => {
      const { from, to, county, basis, format } = c.req.valid('query');
      const asked = { on: to ?? (await today()), basis, county };
      return send(c, await batches(system, await now(), from, asked), batchesDocument, format);
    },
  );
  const run = z.strictObject({ kind: z.enum(RUN_KINDS), on: localDate, county });
  app.openapi(
    createRoute({
      method: 'post',
      path: '/reports',
      request: question(run),
      ...ok('filed by hand, once', filedOut),
    }),
    async (c) => {
      const { kind, on, county } = c.req.valid('json');
      if (on > (await today()))
        return problem(c, reject('inTheFuture', `${on} 尚未到来`, `${on} is in the future`, 'on'));
      const wanted = runFor(kind, on, (await system.freshRules()).calendar);
      const by = { at: new Date().toISOString(), actor: c.get('caller').actor };
      return c.json({ stream: await fileRun(system, { ...wanted, county }, by) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/rules/office',
      request: { query: z.object({ county }), ...body(office) },
      ...ok('set', answer),
    }),
    (c) => {
      const set = { type: 'setOffice', ...c.req.valid('json') } as const;
      const of = c.req.valid('query').county;
      return submit(c, RULES_STREAM, [of === undefined ? set : { ...set, county: of }]);
    },
  );

  const params = z.object({ date: localDate });
  const held = z.object({ county, format });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reviews',
      request: { query: pageQuery(MAX_HELD).extend({ county }) },
      ...ok('held, the latest first', heldOut),
    }),
    async (c) => {
      const { county, ...page } = c.req.valid('query');
      const held = await reviewsHeld(system, { county, limit: REVIEWS });
      return c.json(
        paged(c, held, page, (r) => `${r.on}${r.county ?? ''}`),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reviews/{date}',
      request: { params, query: held },
      ...printed('a frozen review', reviewOut),
    }),
    async (c) => {
      const { county, format } = c.req.valid('query');
      const { date } = c.req.valid('param');
      const review = await frozenReview(system, date, county);
      return review ? send(c, review, weeklyMinutes, format) : noReview(c, date);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reviews/{date}/corrections',
      request: { params, query: held },
      ...printed('what was corrected, and what is known now of that day', reportOut),
    }),
    async (c) => {
      const { county, format } = c.req.valid('query');
      const { date } = c.req.valid('param');
      const review = await frozenReview(system, date, county);
      if (!review) return noReview(c, date);
      const counties = countiesOf(await system.freshRules(), county);
      const now = await reviewAsOf(system, review.asOf, 'true', counties);
      const report = {
        ...{ asOf: review.asOf, corrections: review.corrections },
        differences: differencesOf(review, now),
      };
      return send(c, report, (r) => correctionSheet(r, r.differences), format);
    },
  );
  const correction = z.strictObject({
    text,
    by: name,
  });
  app.openapi(
    createRoute({
      method: 'post',
      path: '/reviews/{date}/corrections',
      request: { params, query: z.object({ county }), ...body(correction) },
      ...ok('corrected beside what was printed', answer),
    }),
    (c) =>
      submit(c, reviewStream(c.req.valid('param').date, c.req.valid('query').county), [
        { type: 'correctReview', ...c.req.valid('json') },
      ]),
  );
  const meeting = z.strictObject({
    remarks: z.array(text).max(100).default([]),
  });
  app.openapi(
    createRoute({
      method: 'post',
      path: '/reviews/{date}/freeze',
      request: { params, query: z.object({ county }), ...question(meeting) },
      ...ok('held, with what the meeting settled', filedOut),
    }),
    async (c) => {
      const { date } = c.req.valid('param');
      const { county } = c.req.valid('query');
      if (date > (await today()))
        return problem(c, reject('inTheFuture', `${date} 尚未到来`, `${date} is in the future`, 'date'));
      if (await frozenReview(system, date, county))
        return problem(c, reject('alreadyFrozen', `${date} 周调度已定稿`, 'the review is frozen', 'date'));
      const run = runFor('weekly', date, (await system.freshRules()).calendar);
      const by = { at: new Date().toISOString(), actor: c.get('caller').actor, ...c.req.valid('json') };
      return c.json({ stream: await fileRun(system, { ...run, county }, by) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reviews/{date}/directives',
      request: { params, query: z.object({ county }) },
      ...ok('directives issued there, to their closing', directivesOut),
    }),
    async (c) => {
      const { date } = c.req.valid('param');
      return c.json(await directivesOf(system, reviewStream(date, c.req.valid('query').county)), 200);
    },
  );
}

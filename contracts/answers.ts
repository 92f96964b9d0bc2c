/** The shapes that go out over HTTP. What the domain owns and still grows is loose: known fields, and more. */
import { z } from 'zod';
import { SECTIONS } from '../domain/review/weekly.ts';

const text = z.object({ zh: z.string(), en: z.string() });
export const light = z.enum(['green', 'yellow', 'red']);
const loose = z.looseObject({});

export const eventOut = z
  .object({
    position: z.string().describe('place in the log; a reader resumes after it'),
    stream: z.string(),
    version: z.int(),
    type: z.string(),
    data: loose,
    occurredOn: z.string(),
    recordedAt: z.string(),
    actor: z.string(),
    commandId: z.string(),
  })
  .meta({ id: 'Event' });

export const answer = z
  .object({ version: z.int(), duplicate: z.boolean(), events: z.array(eventOut) })
  .meta({ id: 'Answer' });

const standing = z
  .looseObject({
    obligation: z.string(),
    title: z.string(),
    status: z.enum(['done', 'onTrack', 'nearDue', 'late', 'waiting']),
    light,
    dueOn: z.string(),
    workdaysLate: z.int(),
  })
  .meta({ id: 'Standing' });

const face = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    county: z.string(),
    stage: z.string(),
    stageName: text,
    light,
    chief: z.string(),
    finished: z.boolean(),
    nextDueAt: z.string().nullable(),
  })
  .meta({ id: 'Face' });

export const projectGlance = z
  .object({
    ...{ id: z.string(), name: z.string(), county: z.string(), standings: z.int() },
    stage: z.object({ id: z.string(), name: text }),
    ...{ light, why: text },
  })
  .meta({ id: 'ProjectGlance' });

export const projectOut = z
  .object({
    version: z.int(),
    face,
    project: z.looseObject({ id: z.string(), name: z.string(), county: z.string() }),
    standings: z.array(standing),
    sync: z.array(z.looseObject({ work: z.string(), name: z.string(), verdict: z.string() })),
    startUnmet: z.array(loose),
  })
  .meta({ id: 'Project' });

export const rejectionOut = z
  .object({
    command_id: z.string(),
    command: loose,
    code: z.string(),
    message: text,
    actor: z.string(),
    recorded_at: z.string(),
  })
  .meta({ id: 'Refused' });

export const rulesOut = z
  .object({
    calendar: loose,
    policy: loose,
    policies: z.record(z.string(), loose),
    templates: z.array(loose),
  })
  .meta({ id: 'Rules' });
export const templateMoveOut = z
  .object({
    project: z.string(),
    name: z.string(),
    data: loose,
    stageBefore: z.string(),
    stageAfter: z.string(),
    newlyUnmet: z.array(z.string()),
  })
  .meta({ id: 'TemplateMove' });
const verdict = z.looseObject({ light, why: text });
const nextRung = z.object({ rung: z.string(), name: text, on: z.string(), to: z.array(z.string()) });
const ofProject = { project: z.string(), name: z.string() };
export const policyPreview = z
  .object({
    lights: z.array(z.object({ ...ofProject, before: verdict, after: verdict })),
    rungs: z.array(
      z.object({
        ...{ ...ofProject, obligation: z.string(), title: z.string() },
        ...{ before: nextRung.optional(), after: nextRung.optional() },
      }),
    ),
  })
  .meta({ id: 'PolicyPreview' });
export const calendarPreview = z
  .object({
    days: z.array(z.string()),
    moves: z.array(
      z.object({
        project: z.string(),
        name: z.string(),
        obligation: z.string(),
        title: z.string(),
        from: z.string(),
        dueOn: z.string(),
        reason: text,
      }),
    ),
  })
  .meta({ id: 'CalendarPreview' });

export const noticeOut = z
  .looseObject({
    id: z.string(),
    stream: z.string(),
    person: z.string(),
    role: z.string(),
    rung: z.string(),
    obligation: z.string(),
    text,
    created_at: z.string(),
  })
  .meta({ id: 'Notice' });

const figure = z.looseObject({
  id: z.string(),
  label: text,
  value: z.number(),
  projects: z.array(z.string()),
});
const agendaLine = z
  .looseObject({
    ...{
      project: z.string(),
      name: z.string(),
      county: z.string(),
      obligation: z.string(),
      title: z.string(),
    },
    section: z.enum(SECTIONS),
    ...{ light, why: text, dueOn: z.string(), weeks: z.int(), workdaysLate: z.int() },
  })
  .meta({ id: 'AgendaLine' });
/** The weekly review: its shape is the domain's (`domain/review/weekly.ts`). */
export const reviewOut = z
  .looseObject({
    ...{ asOf: z.string(), since: z.string(), previous: z.string().nullable() },
    counties: z.array(z.object({ county: z.string(), figures: z.array(figure) })),
    agenda: z.array(agendaLine),
    ...{ caughtUp: z.array(loose), forecasts: z.array(loose), changes: z.array(loose) },
    projects: z.array(loose),
    targets: z.array(loose),
  })
  .meta({ id: 'Review' });
/** A report: its shape is the domain's (`domain/reports/`). */
export const reportOut = loose.meta({ id: 'Report' });
export const filedOut = z.object({ stream: z.string().describe('where it was filed') }).meta({ id: 'Filed' });
export const heldOut = z.array(loose).meta({ id: 'ReviewsHeld' });
export const directivesOut = z.array(loose).meta({ id: 'Directives' });

export const clockOut = z
  .object({
    mode: z.enum(['real', 'demo']),
    offsetMs: z.number().optional(),
    startedAt: z.string(),
    now: z.string(),
    temporalUiUrl: z.string().nullable(),
  })
  .meta({ id: 'Clock' });

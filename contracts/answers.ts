/** The shapes that go out over HTTP. What the domain owns and still grows is loose: known fields, and more. */
import { z } from 'zod';

const text = z.object({ zh: z.string(), en: z.string() });
const light = z.enum(['green', 'yellow', 'red']);
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
  .object({ id: z.string(), name: z.string(), county: z.string(), standings: z.int() })
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
    data: loose,
    stageBefore: z.string(),
    stageAfter: z.string(),
    newlyUnmet: z.array(z.string()),
  })
  .meta({ id: 'TemplateMove' });
const verdict = z.looseObject({ light, why: text });
export const lightChange = z
  .object({ project: z.string(), name: z.string(), before: verdict, after: verdict })
  .meta({ id: 'LightChange' });
export const calendarPreview = z
  .object({
    days: z.array(z.string()),
    moves: z.array(
      z.object({
        project: z.string(),
        name: z.string(),
        obligation: z.string(),
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

/** Reports: their shape is the domain's (`domain/reports/`). */
export const reportOut = z.looseObject({}).meta({ id: 'Report' });
export const streamOut = z.object({ stream: z.string() }).meta({ id: 'Filed' });
export const reviewsOut = z.array(z.looseObject({ on: z.string() }));
/** The weekly review: its shape is the domain's (`domain/review/`). */
export const reviewOut = z.looseObject({ asOf: z.string() }).meta({ id: 'Review' });

export const clockOut = z
  .object({
    mode: z.enum(['real', 'demo']),
    offsetMs: z.number().optional(),
    startedAt: z.string(),
    now: z.string(),
    temporalUiUrl: z.string().nullable(),
  })
  .meta({ id: 'Clock' });

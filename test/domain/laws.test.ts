import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkday, whereCovered } from '../../domain/calendar.ts';
import { decideProject, evolveProject, foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { projectVerdict, standings } from '../../domain/project/facts.ts';
import { ownerOf } from '../../domain/project/people.ts';
import type { Context } from '../../domain/project/slice.ts';
import { attribution } from '../../domain/project/slips.ts';
import { isOpen, isPaused, totalSlip, type Project } from '../../domain/project/state.ts';
import { nextDueAt, passTime } from '../../domain/project/time.ts';
import { RULES } from '../../store/system.ts';
import { anyCommand } from '../arbitrary/commands.ts';
import { EVENT_TYPES, anyEvent, eventOf } from '../arbitrary/events.ts';
import { live, lives, SHORT, type Lived } from '../arbitrary/lives.ts';
import { eventsOf, on, RICH } from '../given.ts';
import { RUNS } from '../runs.ts';

/** A life is some fifteen commands: half as many lives are plenty. */
const LIVES = { numRuns: Math.ceil(RUNS / 2) };
const SIGNED = eventsOf([{ type: 'signProject', ...RICH }], on(RICH.signedOn));

/** A law of every random life. */
const always = (law: (lived: Lived) => void): void =>
  fc.assert(
    fc.property(lives, (life) => law(live(life))),
    LIVES,
  );

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The same value with the keys of every object in the opposite order, as a database may give them back. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([k, v]) => [k, turned(v as unknown)])) as T;
}

/** `toEqual`, which is slow, only where it has a difference to show. */
const same = (got: unknown, wanted: unknown): void => {
  if (!isDeepStrictEqual(got, wanted)) expect(got).toEqual(wanted);
};

const afterwards = (state: Project, events: ProjectEvent[]): Project => events.reduce(evolveProject, state);

describe('evolve', () => {
  test.each(EVENT_TYPES)('answers %s on any project, and leaves the old state as it was', (type) => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 6 }), eventOf(type), (before, event) => {
        const state = frozen(foldProject([...SIGNED, ...before])!);
        const next = evolveProject(state, frozen(event));
        same(throughJson(next), next);
        same(evolveProject(turned(state), event), next);
      }),
      { numRuns: Math.ceil(RUNS / 8) },
    );
  });

  test('replay in one pass is replay in pieces, also through a database', () => {
    fc.assert(
      fc.property(lives, fc.double({ min: 0, max: 1, noNaN: true }), (life, part) => {
        const { events, ends } = live(life);
        const cut = 1 + Math.floor(part * (events.length - 1));
        const whole = foldProject(events)!;
        const half = foldProject(events.slice(0, cut))!;
        same(afterwards(half, events.slice(cut)), whole);
        same(afterwards(turned(throughJson(half)), throughJson(events.slice(cut))), whole);
        if (ends.length > 0) same(whole, ends.at(-1)!.state);
      }),
      LIVES,
    );
  });
});

describe('decide', () => {
  test('never throws, whatever is asked on whatever day, and a refusal says why in both languages', () => {
    const days = fc.constantFrom('1990-01-01', '2023-01-01', '2024-03-30', '2030-12-31', '2099-01-01');
    fc.assert(
      fc.property(lives, anyCommand, days, (life, command, today) => {
        const { events } = live(life);
        const decision = decideProject(command, foldProject(events), on(today));
        if (decision.ok) {
          expect(decision.events.length).toBeGreaterThan(0);
          return;
        }
        expect(decision.rejection.code).toMatch(/^[a-z][A-Za-z]+$/);
        expect(decision.rejection.message.zh).toMatch(/\p{Script=Han}/u);
        expect(decision.rejection.message.en).toMatch(/[a-z]/);
      }),
      LIVES,
    );
  });

  test('answers the same of a state that came back from a database with its keys in another order', () => {
    always(({ ends }) => {
      for (const { state, context, command } of ends) {
        const stored = turned(throughJson(state));
        same(stored, state);
        expect(nextDueAt(stored, context)).toBe(nextDueAt(state, context));
        same(
          whereCovered(() => standings(stored, context)),
          whereCovered(() => standings(state, context)),
        );
        if (command) {
          same(decideProject(command, stored, context), decideProject(command, state, context));
        }
      }
    });
  });
});

describe('a light', () => {
  test('is a function of the events, calendar, policy and now: asked twice, or of a replay, it is the same', () => {
    always(({ events, ends }) => {
      const last = ends.at(-1);
      if (!last) return;
      const { state, context } = frozen(last);
      // A day that the calendar does not cover has no light; it is refused, not guessed.
      const told = whereCovered(() => [projectVerdict(state, context), standings(state, context)] as const);
      if (!told) return;
      const again = foldProject(throughJson(events))!;
      same([projectVerdict(state, context), standings(state, context)], told);
      same([projectVerdict(again, context), standings(again, context)], told);
      const [verdict, open] = told;
      if (context.policy.lights.project.length === 0) same(verdict.light, open[0]?.light ?? 'green');
    });
  });
});

describe('slips', () => {
  test('the days of a milestone always add up to its total slip, and so does their attribution', () => {
    const sum = (shares: { days: number }[]): number => shares.reduce((total, s) => total + s.days, 0);
    always(({ ends }) => {
      for (const { state } of ends) {
        for (const m of Object.values(state.milestones)) {
          same([m.id, sum(m.slips), sum(attribution(m))], [m.id, totalSlip(m), totalSlip(m)]);
          same(new Set(m.slips.map((s) => s.id)).size, m.slips.length);
        }
      }
    });
  });
});

describe('the ladder', () => {
  test('fires each rung once a deadline version, in order, on working days, on a clock that runs', () => {
    always(({ moments }) => {
      const reached = new Map<string, number>();
      for (const { event, before, context } of moments) {
        if (event.type !== 'rungReached') continue;
        const { obligation, deadlineVersion, rung, clock } = event.data;
        const o = before.obligations[obligation]!;
        expect([before.status.is, isOpen(o), isPaused(o)]).toEqual(['active', true, false]);
        expect([o.version, o.dueOn, o.clock]).toEqual([deadlineVersion, event.data.dueOn, clock]);
        expect([event.occurredOn, isWorkday(context.calendar, event.occurredOn)]).toEqual([
          event.occurredOn,
          true,
        ]);
        const index = context.policy.ladders[clock].findIndex((r) => r.rung === rung);
        const version = `${obligation} v${deadlineVersion}`;
        expect(index).toBeGreaterThan(reached.get(version) ?? -1);
        reached.set(version, index);
      }
    });
  });

  test('names who is accountable on every rung, tells nobody twice, and never takes the owner off', () => {
    always(({ moments }) => {
      const told = new Map<string, string[]>();
      for (const { event, before } of moments) {
        if (event.type === 'lineSplit') {
          // The parts go on where the ladder of the whole had come to.
          for (const { milestone, id } of event.data.copies) {
            told.set(`milestone:${id}`, told.get(`milestone:${milestone}`) ?? []);
          }
        }
        if (event.type !== 'rungReached') continue;
        const { obligation, accountable, recipients, rung } = event.data;
        const owner = ownerOf(before, obligation, before.obligations[obligation]!, event.occurredOn);
        expect(accountable).toEqual(owner);
        expect(accountable.person).not.toBe('');
        const people = recipients.map((r) => r.person);
        expect(people.length).toBeGreaterThan(0);
        expect(new Set(people).size).toBe(people.length);
        if (['remind', 'due', 'chief'].includes(rung)) expect(people[0]).toBe(owner.person);
        else expect([rung, told.get(obligation)?.length ?? 0]).not.toEqual([rung, 0]);
        told.set(obligation, [...(told.get(obligation) ?? []), ...people]);
      }
    });
  });

  test('begins again at its foot only with another deadline', () => {
    always(({ moments }) => {
      for (const { before, after } of moments) {
        for (const [key, o] of Object.entries(after.obligations)) {
          const was = before.obligations[key];
          if (!was || o.version === was.version) {
            if (was) same(o.rungs.slice(0, was.rungs.length), was.rungs);
            continue;
          }
          expect([key, o.version, o.rungs]).toEqual([key, was.version + 1, []]);
        }
      }
    });
  });
});

describe('time', () => {
  const pass = (state: Project, context: Context): Project => afterwards(state, passTime(state, context));

  test('passed once leaves nothing due, and passed again says nothing', () => {
    always(({ ends }) => {
      for (const { state, context } of ends) {
        const after = pass(state, context);
        const next = nextDueAt(after, context);
        if (next !== null) expect(next > context.now).toBe(true);
        same(passTime(after, context), []);
      }
    });
  });

  test('comes to an end: a project that nobody touches any more falls silent', () => {
    always(({ ends }) => {
      const last = ends.at(-1);
      if (!last || last.context.policy.lights.project.length > 0) return;
      let { state, context } = last;
      let said = 0;
      for (let next = nextDueAt(state, context); next !== null; next = nextDueAt(state, context)) {
        context = { ...context, now: next > context.now ? next : context.now };
        const events = passTime(state, context);
        expect([next, events.length]).not.toEqual([next, 0]);
        state = afterwards(state, events);
        expect((said += events.length)).toBeLessThan(400);
      }
    });
  });

  test('that is marked each week runs to the end of the calendar and no further', () => {
    const lights = {
      ...RULES.policy.lights,
      project: [{ when: 'yellowInARow', light: 'red', reviews: 2 } as const],
    };
    let context: Context = {
      ...RULES,
      calendar: SHORT,
      policy: { ...RULES.policy, lights },
      now: on(RICH.signedOn).now,
    };
    let state = foldProject(SIGNED)!;
    const marks: string[] = [];
    for (let next = nextDueAt(state, context); next !== null; next = nextDueAt(state, context)) {
      context = { ...context, now: next };
      const events = passTime(state, context);
      marks.push(...events.flatMap((e) => (e.type === 'lightMarked' ? [e.occurredOn] : [])));
      state = afterwards(state, events);
      expect(marks.length).toBeLessThan(60);
    }
    expect([marks[0], marks.length, marks.at(-1)]).toEqual(['2024-01-15', 51, '2024-12-30']);
  });
});

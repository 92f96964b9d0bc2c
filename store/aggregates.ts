/** What each category of stream is made of: its decider, and what is written beside its events. */
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { Decision } from '../domain/decision.ts';
import { decideAll, evolveProject } from '../domain/project/decide.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { faceOf, type Face } from '../domain/project/facts.ts';
import { forCounty, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { nextDueAt } from '../domain/project/time.ts';
import type { Review, ReviewEvent } from '../domain/review.ts';
import {
  decideTarget,
  evolveTarget,
  type Target,
  type TargetCommand,
  type TargetEvent,
} from '../domain/target.ts';
import {
  decideRules,
  evolveRules,
  type AddedRules,
  type RulesCommand,
  type RulesEvent,
} from '../domain/rules.ts';
import { reject } from '../domain/text.ts';
import { noticesOf, type NoticeRow } from '../projections/notices.ts';
import { erasure, type ErasureCommand, type ErasureEvent } from './erasure-stream.ts';

export type Command =
  ProjectCommand | TargetCommand | RulesCommand | { type: 'freezeReview'; review: Review } | ErasureCommand;
export type DomainEvent = ProjectEvent | TargetEvent | RulesEvent | ReviewEvent | ErasureEvent;
export type Category = 'project' | 'target' | 'rules' | 'review' | 'erasure';

/** What a stream shows beside its state. */
export interface Shown {
  face: Face | Record<string, never>;
  nextDueAt: string | null;
  finished: boolean;
}

export interface Aggregate<S, C, E> {
  decide(commands: C[], state: S | null, context: Context): Decision<E>;
  evolve(state: S | null, event: E): S;
  show(state: S, context: Context): Shown;
  notices(state: S, event: E, at: { stream: string; version: number; recordedAt: string }): NoticeRow[];
}

/** Raise when the shape of a stored state changes: older rows are then folded again from their events. */
export const STATE_SHAPE = 1;

const project: Aggregate<Project, ProjectCommand, ProjectEvent> = {
  decide(commands, state, context) {
    const [first] = commands;
    const county = state?.county ?? (first?.type === 'signProject' ? first.county : undefined);
    return decideAll(commands, state, forCounty(context, county));
  },
  evolve: evolveProject,
  show(state, rules) {
    const context = forCounty(rules, state.county);
    const next = nextDueAt(state, context);
    const face = faceOf(state, context, next);
    return { face, nextDueAt: next, finished: face.finished };
  },
  notices: noticesOf,
};

const plain = () => ({ face: {}, nextDueAt: null, finished: true });

const target: Aggregate<Target, TargetCommand, TargetEvent> = {
  decide(commands, state, context) {
    const events: TargetEvent[] = [];
    let current = state;
    for (const command of commands) {
      const decision = decideTarget(command, current, context);
      if (!decision.ok) return decision;
      for (const event of decision.events) current = evolveTarget(current, event);
      events.push(...decision.events);
    }
    return { ok: true, events };
  },
  evolve: evolveTarget,
  show: plain,
  notices: () => [],
};

const rules: Aggregate<AddedRules, RulesCommand, RulesEvent> = {
  decide(commands, state, context) {
    const events: RulesEvent[] = [];
    let current = state;
    for (const command of commands) {
      const decision = decideRules(command, current, context);
      if (!decision.ok) return decision;
      for (const event of decision.events) current = evolveRules(current, event);
      events.push(...decision.events);
    }
    return { ok: true, events };
  },
  evolve: evolveRules,
  show: plain,
  notices: () => [],
};

const review: Aggregate<Review, { type: 'freezeReview'; review: Review }, ReviewEvent> = {
  decide([command], state) {
    if (state)
      return {
        ok: false,
        rejection: reject('alreadyFrozen', `${state.asOf} 周调度已定稿`, 'the review is frozen'),
      };
    const frozen = command!.review;
    return { ok: true, events: [{ type: 'reviewFrozen', occurredOn: frozen.asOf, data: frozen }] };
  },
  evolve: (_, event) => event.data,
  show: plain,
  notices: () => [],
};

/** The decider of a stream, by the first part of its name: `project/jinko-56gw`. */
export function aggregateOf(stream: string): {
  category: Category;
  aggregate: Aggregate<unknown, Command, DomainEvent>;
} {
  const category = stream.slice(0, stream.indexOf('/')) as Category;
  const aggregate = { project, target, rules, review, erasure }[category] as unknown as
    Aggregate<unknown, Command, DomainEvent> | undefined;
  if (!aggregate) throw new Error(`no such category of stream: ${stream}`);
  return { category, aggregate };
}

export const projectStream = (id: string): string => `project/${id}`;
export const targetStream = (id: string): string => `target/${id}`;
export const RULES_STREAM = 'rules/system';
export const reviewStream = (asOf: string): string => `review/${asOf}`;

/** What each category of stream is made of: its decider, and what is written beside its events. */
import type { ProjectCommand } from '../domain/project/commands.ts';
import {
  decideToken,
  decideUser,
  evolveToken,
  evolveUser,
  type TokenCommand,
  type TokenEvent,
  type TokenState,
  type UserCommand,
  type UserEvent,
  type UserState,
} from '../domain/accounts.ts';
import type { Decision } from '../domain/decision.ts';
import { decideAll, evolveProject } from '../domain/project/decide.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { faceOf, type Face } from '../domain/project/facts.ts';
import { forCounty, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { nextDueAt } from '../domain/project/time.ts';
import {
  decideContact,
  evolveContact,
  type Contact,
  type ContactCommand,
  type ContactEvent,
} from '../domain/contact.ts';
import {
  channelOf,
  decideNotice,
  digestOf,
  evolveNotice,
  sendAt,
  type Notice,
  type NoticeCommand,
  type NoticeEvent,
} from '../domain/delivery.ts';
import {
  decideLinkKeys,
  evolveLinkKeys,
  type LinkKeys,
  type LinkKeysCommand,
  type LinkKeysEvent,
} from '../domain/link-keys.ts';
import {
  decideReport,
  evolveReport,
  type Filed,
  type ReportCommand,
  type ReportEvent,
} from '../domain/reports/filed.ts';
import {
  decideReview,
  evolveReview,
  type FrozenReview,
  type ReviewCommand,
  type ReviewEvent,
} from '../domain/review/frozen.ts';
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
import {
  decideWebhook,
  evolveWebhook,
  type WebhookCommand,
  type WebhookEvent,
  type WebhookState,
} from '../domain/webhook.ts';
import { noticesOf, type NoticeRow } from '../projections/notices.ts';
import { erasure, type ErasureCommand, type ErasureEvent } from './erasure-stream.ts';

export type Command =
  | ProjectCommand
  | TargetCommand
  | RulesCommand
  | ReviewCommand
  | ReportCommand
  | ErasureCommand
  | NoticeCommand
  | ContactCommand
  | LinkKeysCommand
  | UserCommand
  | WebhookCommand
  | TokenCommand;
export type DomainEvent =
  | ProjectEvent
  | TargetEvent
  | RulesEvent
  | ReviewEvent
  | ReportEvent
  | ErasureEvent
  | NoticeEvent
  | ContactEvent
  | LinkKeysEvent
  | UserEvent
  | WebhookEvent
  | TokenEvent;
export type Category =
  | 'project'
  | 'target'
  | 'rules'
  | 'review'
  | 'report'
  | 'erasure'
  | 'notice'
  | 'contact'
  | 'links'
  | 'user'
  | 'token'
  | 'webhook';

/** A notice as the queue of its channel sees it: due while its stream's `nextDueAt` has come. */
export interface NoticeFace {
  status: Notice['status'];
  channel: string | null;
  digest: string | null;
}

/** What a stream shows beside its state. */
export interface Shown {
  face: Face | NoticeFace | Record<string, never>;
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
export const STATE_SHAPE = 2;

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

/** Several commands as one: each on the state that the ones before it leave; one refusal refuses all. */
function inTurn<S, C, E>(
  decide: (command: C, state: S | null, context: Context) => Decision<E>,
  evolve: (state: S | null, event: E) => S,
): Pick<Aggregate<S, C, E>, 'decide' | 'evolve' | 'notices'> {
  return {
    decide(commands, state, context) {
      const events: E[] = [];
      let current = state;
      for (const command of commands) {
        const decision = decide(command, current, context);
        if (!decision.ok) return decision;
        for (const event of decision.events) current = evolve(current, event);
        events.push(...decision.events);
      }
      return { ok: true, events };
    },
    evolve,
    notices: () => [],
  };
}

const target: Aggregate<Target, TargetCommand, TargetEvent> = {
  ...inTurn(decideTarget, evolveTarget),
  show: plain,
};

const rules: Aggregate<AddedRules, RulesCommand, RulesEvent> = {
  ...inTurn(decideRules, evolveRules),
  show: plain,
};

const notice: Aggregate<Notice, NoticeCommand, NoticeEvent> = {
  ...inTurn(decideNotice, evolveNotice),
  show(state, { calendar: { zone } }) {
    const channel = channelOf(state)?.channel ?? null;
    return {
      face: { status: state.status, channel, digest: digestOf(state, zone) ?? null },
      nextDueAt: sendAt(state, zone),
      finished: state.status !== 'open',
    };
  },
};

const contact: Aggregate<Contact, ContactCommand, ContactEvent> = {
  ...inTurn((command, _, context) => decideContact(command, context), evolveContact),
  show: plain,
};

const links: Aggregate<LinkKeys, LinkKeysCommand, LinkKeysEvent> = {
  ...inTurn(decideLinkKeys, evolveLinkKeys),
  show: plain,
};

const user: Aggregate<UserState, UserCommand, UserEvent> = {
  ...inTurn(decideUser, evolveUser),
  show: plain,
};

const token: Aggregate<TokenState, TokenCommand, TokenEvent> = {
  ...inTurn(decideToken, evolveToken),
  show: plain,
};

const webhook: Aggregate<WebhookState, WebhookCommand, WebhookEvent> = {
  ...inTurn(decideWebhook, evolveWebhook),
  show: ({ disabled, goneOn }) => ({
    ...plain(),
    finished: disabled !== undefined || goneOn !== undefined,
  }),
};

const review: Aggregate<FrozenReview, ReviewCommand, ReviewEvent> = {
  ...inTurn(decideReview, evolveReview),
  show: plain,
};

const report: Aggregate<Filed, ReportCommand, ReportEvent> = {
  ...inTurn(decideReport, evolveReport),
  show: plain,
};

/** The decider of a stream, by the first part of its name: `project/jinko-56gw`. */
export function aggregateOf(stream: string): {
  category: Category;
  aggregate: Aggregate<unknown, Command, DomainEvent>;
} {
  const category = stream.slice(0, stream.indexOf('/')) as Category;
  const aggregate = {
    project,
    target,
    rules,
    review,
    report,
    erasure,
    notice,
    contact,
    links,
    user,
    token,
    webhook,
  }[category] as unknown as Aggregate<unknown, Command, DomainEvent> | undefined;
  if (!aggregate) throw new Error(`no such category of stream: ${stream}`);
  return { category, aggregate };
}

export const projectStream = (id: string): string => `project/${id}`;
/** The project of such a stream. */
export const projectOf = (stream: string): string => stream.slice('project/'.length);
export const targetStream = (id: string): string => `target/${id}`;
/** A notice is named by the event that told of it and the recipient's place in it: never by a person's name. */
export const noticeId = (project: string, version: number, recipient: number): string =>
  `${project}:${version}:${recipient}`;
export const noticeStream = (id: string): string => `notice/${id}`;
export const noticeIdOf = (stream: string): string => stream.slice('notice/'.length);
export const contactStream = (id: string): string => `contact/${id}`;
export const userStream = (id: string): string => `user/${id}`;
export const webhookStream = (id: string): string => `webhook/${id}`;
export const tokenStream = (id: string): string => `token/${id}`;
export const LINKS_STREAM = 'links/system';
export const RULES_STREAM = 'rules/system';
/** A weekly review by its day, of all counties without settings of their own, or of one that has some. */
export const reviewStream = (asOf: string, county?: string): string => `review/${asOf}${scope(county)}`;
/** A daily report by its day, a monthly summary by its month. */
export const reportStream = (kind: 'daily' | 'monthly', period: string, county?: string): string =>
  `report/${kind}:${period}${scope(county)}`;
/** The county that a review or report is of; undefined for one of all counties, and for every other stream. */
export const countyOf = (stream: string): string | undefined =>
  /^(?:review\/|report\/(?:daily|monthly):)[^:]+:(.+)$/.exec(stream)?.[1];
const scope = (county: string | undefined): string => (county === undefined ? '' : `:${county}`);

/**
 * Slips: by how much the expected date of a milestone lies after its first promise, and whose days those are.
 *
 * 1. The shares of a milestone add up exactly to its total slip, always.
 * 2. Each change of the expected date brings shares that add up to that change. Days during which its clock
 *    was held by a blocker or a window belong to that party; the rest to the cause that was named; and when
 *    none was named they stand as `unexplained` with the chief until somebody says more.
 * 3. A share can be contested, and attributed anew by shares of the same sum.
 */
import { daysBetween, type LocalDate } from '../dates.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { ROLE_NAMES } from '../policy.ts';
import type { SlipClaim, SlipReason } from './commands.ts';
import type { PauseCause, SlipShare } from './events.ts';
import { event, pick, unknown, type Decide, type Evolve } from './slice.ts';
import { expectedOn, keyOf, own, setMilestone, type Milestone, type Project } from './state.ts';

export const evolveSlips: Evolve<'slipsAttributed' | 'slipContested' | 'causeNamed'> = {
  causeNamed: (state, { milestone, ...named }, on) =>
    setMilestone(state, milestone, {
      namedCause: { on, ...pick(named, 'cause', 'by', 'owner', 'note') },
    }),
  slipsAttributed: (state, { milestone, replaces, slips }, on) => {
    const m = own(state.milestones, milestone);
    if (!m) return state;
    const kept = m.slips.filter((s) => !replaces.includes(s.id));
    return setMilestone(state, milestone, { slips: [...kept, ...slips.map((s) => ({ ...s, on }))] });
  },
  slipContested: (state, { milestone, slip, by, reason }, on) => {
    const m = own(state.milestones, milestone);
    if (!m) return state;
    const slips = m.slips.map((s) => (s.id === slip ? { ...s, contested: { by, reason, on } } : s));
    return setMilestone(state, milestone, { slips });
  },
};

/**
 * The shares of a change of the expected date to `next`, on `on`. A refusal when the shares that were stated
 * do not add up to it.
 */
export function sharesOf(
  state: Project,
  m: Milestone,
  next: LocalDate,
  source: SlipShare['source'],
  stated: SlipReason,
  on: LocalDate,
): SlipShare[] | Refusal {
  const before = expectedOn(m);
  const days = before === undefined || m.baselines.length === 0 ? 0 : daysBetween(before, next);
  const ids = numbering(m);
  if (stated.shares) return add(stated.shares, days, source, ids);
  if (days === 0) return [];
  if (days < 0) {
    return [{ id: ids(), days, cause: stated.cause ?? 'recovered', owner: stated.owner ?? CHIEF, source }];
  }
  const held = heldShares(state, m, days, source, on, ids);
  const rest = days - held.reduce((sum, s) => sum + s.days, 0);
  if (rest === 0) return held;
  const named = stated.cause === undefined ? m.namedCause : undefined;
  const cause = stated.cause ?? named?.cause ?? 'unexplained';
  const owner = stated.owner ?? named?.owner ?? CHIEF;
  return [...held, { id: ids(), days: rest, cause, owner, source, ...(named ? pick(named, 'note') : {}) }];
}

/** By office, not by name: who held it that day is a question to `responsibleOn`. */
const CHIEF = ROLE_NAMES.projectChief.zh;

const numbering = (m: Milestone): (() => string) => {
  let last = Math.max(0, ...m.slips.map((s) => Number(s.id.slice(1))));
  return () => `s${++last}`;
};

/** Stated shares, which must add up to `days`. */
function add(
  claims: SlipClaim[],
  days: number,
  source: SlipShare['source'],
  id: () => string,
): SlipShare[] | Refusal {
  const sum = claims.reduce((total, c) => total + c.days, 0);
  if (sum !== days) {
    return refuse(
      'sharesDoNotAddUp',
      `各项天数合计 ${sum}，应为 ${days} 天`,
      `the shares add up to ${sum} days and must add up to ${days}`,
      'shares',
    );
  }
  return claims.map((c) => ({ id: id(), ...pick(c, 'days', 'cause', 'owner', 'note'), source }));
}

/** Days that its clock stood still for others and that no share has taken yet, at most `days` in all. */
function heldShares(
  state: Project,
  m: Milestone,
  days: number,
  source: SlipShare['source'],
  on: LocalDate,
  id: () => string,
): SlipShare[] {
  const held = new Map<string, { cause: PauseCause; days: number }>();
  for (const { cause, from, to } of own(state.obligations, keyOf('milestone', m.id))?.pauses ?? []) {
    const pause = `${cause.kind}:${cause.id}`;
    const more = Math.max(0, daysBetween(from, to !== undefined && to < on ? to : on));
    held.set(pause, { cause, days: (held.get(pause)?.days ?? 0) + more });
  }
  const shares: SlipShare[] = [];
  let left = days;
  for (const [pause, { cause, days: heldDays }] of held) {
    const party = partyOf(state, cause);
    if (!party) continue;
    const taken = m.slips.filter((s) => s.pause === pause).reduce((sum, s) => sum + s.days, 0);
    const share = Math.min(left, Math.max(0, heldDays - taken));
    if (share === 0) continue;
    shares.push({ id: id(), days: share, ...party, source, pause });
    left -= share;
  }
  return shares;
}

function partyOf(state: Project, { kind, id }: PauseCause): Pick<SlipShare, 'cause' | 'owner'> | undefined {
  if (kind === 'blocker') {
    const blocker = own(state.blockers, id);
    return blocker && { cause: blocker.cause, owner: blocker.party };
  }
  if (kind === 'window') {
    const window = own(state.windows, id);
    return window && { cause: 'outsideWindow', owner: window.party };
  }
  return undefined;
}

/** Whose the days are: days by cause and owner, the largest first. Their sum is the total slip. */
export function attribution(m: Milestone): { cause: SlipShare['cause']; owner: string; days: number }[] {
  const groups = new Map<string, { cause: SlipShare['cause']; owner: string; days: number }>();
  for (const { cause, owner, days } of m.slips) {
    const key = `${cause} ${owner}`;
    const group = groups.get(key) ?? { cause, owner, days: 0 };
    groups.set(key, { ...group, days: group.days + days });
  }
  return [...groups.values()].toSorted((a, b) => b.days - a.days || (a.owner < b.owner ? -1 : 1));
}

export const decideSlips: Decide<'attributeSlip' | 'contestSlip' | 'nameCause'> = {
  nameCause(command, state, { on }) {
    const m = own(state.milestones, command.milestone);
    if (!m) return unknown('Milestone', '节点', command.milestone, 'milestone');
    if (m.actualOn !== undefined) {
      return refuse(
        'alreadyCompleted',
        `${m.name}已于 ${m.actualOn} 完成，延误请用 attributeSlip 归因`,
        `${m.name} was completed on ${m.actualOn}: attribute its slip by attributeSlip`,
        'milestone',
      );
    }
    if (command.cause === 'recovered' || command.cause === 'unexplained') {
      return refuse('badCause', '请写明原因', 'that is no cause', 'cause');
    }
    return accept(event('causeNamed', on, pick(command, 'milestone', 'cause', 'by', 'owner', 'note')));
  },
  attributeSlip(command, state, { on }) {
    const m = own(state.milestones, command.milestone);
    if (!m) return unknown('Milestone', '节点', command.milestone, 'milestone');
    const replaced = m.slips.filter((s) => command.slips.includes(s.id));
    const stray = command.slips.find((id) => !m.slips.some((s) => s.id === id));
    if (stray !== undefined || replaced.length === 0) {
      return unknown('Slip', '延误记录', stray ?? '', 'slips');
    }
    const sources = new Set(replaced.map((s) => s.source));
    if (sources.size > 1) {
      return refuse(
        'mixedSources',
        '所选延误来自不同的变动，请分别归因',
        'these slips come from different changes: attribute them one by one',
        'slips',
      );
    }
    const days = replaced.reduce((sum, s) => sum + s.days, 0);
    const claims = add(command.shares, days, replaced[0]!.source, numbering(m));
    if (!Array.isArray(claims)) return claims;
    // Days that a pause has accounted for stay accounted for, whoever answers for them now.
    const [pause, ...others] = new Set(replaced.map((s) => s.pause));
    const slips =
      pause === undefined || others.length > 0 ? claims : claims.map((claim) => ({ ...claim, pause }));
    const { milestone, slips: replaces, by, reason } = command;
    return accept(event('slipsAttributed', on, { milestone, replaces, slips, by, reason }));
  },

  contestSlip(command, state, { on }) {
    const m = own(state.milestones, command.milestone);
    if (!m) return unknown('Milestone', '节点', command.milestone, 'milestone');
    const slip = m.slips.find((s) => s.id === command.slip);
    if (!slip) return unknown('Slip', '延误记录', command.slip, 'slip');
    if (slip.contested) {
      return refuse('alreadyContested', '该归因已有异议', 'it is contested already', 'slip');
    }
    return accept(event('slipContested', on, pick(command, 'milestone', 'slip', 'by', 'reason')));
  },
};

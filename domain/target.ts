/**
 * A year's target that an office tracks beside its projects: an owner, a period, a value reported and a
 * light. The light follows the Wuhan rule: under 80 % of time-proportional progress yellow, under 60 % red.
 */
import { daysBetween, isLocalDate, localDate, type LocalDate } from './dates.ts';
import type { Decision } from './decision.ts';
import { exact, type Light } from './lights.ts';
import type { Context } from './project/slice.ts';
import { reject, type Text } from './text.ts';

export interface TargetSpec {
  id: string;
  county: string;
  name: string;
  owner: string;
  from: LocalDate;
  to: LocalDate;
  /** The value to reach by `to`, in `unit`. */
  goal: number;
  unit: string;
  /** `amount` grows from zero over the period; `rate` is a level that is not expected to grow in proportion. */
  kind: 'amount' | 'rate';
}

export type TargetCommand =
  | ({ type: 'setTarget' } & TargetSpec)
  | { type: 'reportTarget'; value: number; occurredOn?: LocalDate | undefined };

export type TargetEvent =
  | { type: 'targetSet'; occurredOn: LocalDate; data: TargetSpec }
  | { type: 'targetReported'; occurredOn: LocalDate; data: { value: number } };

export interface Target extends TargetSpec {
  reported?: { value: number; on: LocalDate };
}

export function evolveTarget(state: Target | null, event: TargetEvent): Target {
  if (event.type === 'targetSet') return { ...event.data };
  if (!state) throw new Error(`event ${event.type} before targetSet`);
  if (state.reported && event.occurredOn < state.reported.on) return state;
  return { ...state, reported: { value: event.data.value, on: event.occurredOn } };
}

export function decideTarget(
  command: TargetCommand,
  state: Target | null,
  context: Context,
): Decision<TargetEvent> {
  const now = localDate(context.now, context.calendar.zone);
  if (command.type === 'setTarget') {
    if (state)
      return { ok: false, rejection: reject('targetExists', '该目标已存在', 'the target exists', 'id') };
    const { type: _, ...spec } = command;
    if (!isLocalDate(spec.from) || !isLocalDate(spec.to) || spec.to <= spec.from) {
      return { ok: false, rejection: reject('badPeriod', '考核期起止日期无效', 'not a period', 'to') };
    }
    return { ok: true, events: [{ type: 'targetSet', occurredOn: now, data: spec }] };
  }
  if (!state)
    return { ok: false, rejection: reject('unknownTarget', '没有这个目标', 'there is no such target', 'id') };
  const on = command.occurredOn ?? now;
  if (on > now)
    return {
      ok: false,
      rejection: reject('inTheFuture', `${on} 尚未到来`, `${on} is in the future`, 'occurredOn'),
    };
  return { ok: true, events: [{ type: 'targetReported', occurredOn: on, data: { value: command.value } }] };
}

/** The light of a target on a day, with the reason; null while nothing is reported. */
export function targetLight(target: Target, on: LocalDate): { light: Light; why: Text } | null {
  if (!target.reported) return null;
  const elapsed = Math.min(
    Math.max(daysBetween(target.from, on) / daysBetween(target.from, target.to), 0),
    1,
  );
  const expected = target.kind === 'rate' ? target.goal : target.goal * elapsed;
  const share = expected === 0 ? 100 : exact((target.reported.value / expected) * 100);
  const light = share < 60 ? 'red' : share < 80 ? 'yellow' : 'green';
  const percent = Math.floor(share);
  const why =
    target.kind === 'rate'
      ? { zh: `为目标值的 ${percent}%`, en: `${percent} % of the goal` }
      : { zh: `为时序进度的 ${percent}%`, en: `${percent} % of progress in proportion to time` };
  return { light, why };
}

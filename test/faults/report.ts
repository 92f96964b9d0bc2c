/** The table of a run: how often each fault was injected, what the clients saw of it, and what was lost. */
import { cpus } from 'node:os';
import { KINDS, type Kind } from './kinds.ts';
import type { Injection, RunOptions, RunResult } from './run.ts';

/** The longest after its end that a fault is still held to be the reason for what a client saw. */
const AFTER_MS = 6_000;

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** From the end of each fault until the next command was acknowledged. */
function recoveries(injections: readonly Injection[], acknowledged: readonly number[]): number[] {
  const sorted = acknowledged.toSorted((a, b) => a - b);
  return injections.flatMap(({ to }) => {
    const next = sorted[lowest(sorted, to)];
    return next === undefined ? [] : [next - to];
  });
}

/** Index of the first that is not below `least`. */
function lowest(sorted: readonly number[], least: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function table({ injections, skipped, history, faults, acknowledged }: RunResult): string {
  const at = (of: readonly Injection[], o: { begin: number; end: number }): boolean =>
    of.some((i) => o.begin <= i.to + AFTER_MS && o.end >= i.from);
  const unknown = history.operations.filter((o) => o.answer === 'unknown');
  const rows = (Object.keys(KINDS) as Kind[]).map((kind) => {
    const of = injections.filter((i) => i.kind === kind);
    if (skipped[kind] !== undefined) return [kind, `skipped: ${skipped[kind]}`, '', '', '', ''];
    const back = recoveries(of, acknowledged);
    return [
      kind,
      String(of.length),
      String(unknown.filter((o) => at(of, o)).length),
      seconds(median(back)),
      seconds(back.reduce((a, b) => Math.max(a, b), 0)),
      String(faults.filter((f) => f.operation && at(of, f.operation)).length),
    ];
  });
  const losses = faults.filter((f) => f.operation !== undefined).length;
  const all = ['**all**', String(injections.length), String(unknown.length), '', '', String(losses)];
  const head = ['fault', 'injected', 'no answer', 'back, median s', 'back, longest s', 'losses'];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), line(all)].join('\n');
}

/** What else there is to say of it. */
export function summary(result: RunResult, { seed, ms, clients }: RunOptions): string {
  const { history, injections, faults, restMs } = result;
  const sent = history.operations.filter((o) => o.again === undefined);
  const count = (answer: string): number => sent.filter((o) => o.answer === answer).length;
  const notices = (status: string): number => history.notices.filter((n) => n.status === status).length;
  const rungs = history.events.filter((e) => e.rung !== undefined).length;
  const twice = history.received.length - new Set(history.received).size;
  const cpu = cpus();
  return [
    `Run of ${Math.round(ms / 6_000) / 10} minutes, seed ${seed}, ${clients} clients, on ${cpu.length} cores (${cpu[0]?.model.trim()}), other programs beside it.`,
    `${injections.length} faults; ${sent.length} commands: ${count('ok')} accepted, ${count('refused')} refused, ${count('unknown')} without an answer; ${history.events.length} events.`,
    `${rungs} rungs, ${history.notices.length} notices (${['sent', 'withdrawn', 'open', 'undeliverable'].map((s) => `${notices(s)} ${s}`).join(', ')}), ${history.received.length} messages received, ${twice} of them a second time under the same key and so recorded. At rest ${seconds(restMs)} s after the last fault.`,
    faults.length === 0
      ? 'The checker found nothing.'
      : `**The checker found ${faults.length} faults**: ${[...new Set(faults.map((f) => f.rule))].join(', ')}.`,
  ].join('\n');
}

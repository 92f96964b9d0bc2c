/** `erasure/<key id>`: the receipt that a person was erased. It names nobody. */
import type { Decision } from '../domain/decision.ts';
import { reject } from '../domain/text.ts';
import type { Aggregate } from './aggregates.ts';

/** What was done, as counted when it was done. */
export interface Receipt {
  /** Id of the key that was deleted; it stands in the ciphertexts that can't be read any more. */
  key: string;
  reason: string;
  streams: number;
  events: number;
}

export type ErasureCommand = { type: 'recordErasure'; receipt: Receipt; on: string };
export type ErasureEvent = { type: 'personErased'; occurredOn: string; data: Receipt };

export const erasureStream = (key: string): string => `erasure/${key}`;

export const erasure: Aggregate<Receipt, ErasureCommand, ErasureEvent> = {
  decide([command], state): Decision<ErasureEvent> {
    if (state) return { ok: false, rejection: reject('alreadyErased', '已删除', 'erased before') };
    return {
      ok: true,
      events: [{ type: 'personErased', occurredOn: command!.on, data: command!.receipt }],
    };
  },
  evolve: (_, event) => event.data,
  show: () => ({ face: {}, nextDueAt: null, finished: true }),
  notices: () => [],
};

/**
 * The approval checklist (一项目一方案一清单), commitments in place of approvals (承诺制), agency (全代办),
 * factor guarantees (要素保障), and conditions proven by evidence.
 *
 * An item is accepted (受理) when its predecessors are cleared and its documents are there; its statutory
 * clock then runs. An item accepted on a commitment counts as cleared at once and must be verified by a day;
 * a commitment that does not hold is revoked, and every gate that leaned on it is shut again.
 */
import { addWorkdays } from '../calendar.ts';
import { accept, refuse } from '../decision.ts';
import { cycleFrom } from '../templates.ts';
import { resumeAfterCorrection } from './clocks.ts';
import type { ApprovalItemSpec } from './events.ts';
import {
  beforeItBegan,
  dateFault,
  duplicate,
  event,
  pick,
  unknown,
  type Decide,
  type Evolve,
} from './slice.ts';
import { activeItems, isCleared } from './stages.ts';
import {
  finish,
  isOpen,
  keyOf,
  open,
  own,
  reopen,
  setItem,
  withdraw,
  type ApprovalItem,
  type Project,
} from './state.ts';

const key = (id: string): string => keyOf('approvalItem', id);
const verification = (id: string): string => keyOf('verification', id);

const without = <T>(record: Record<string, T>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([k]) => k !== id));

const unverified = ({ verifiedOn: _, ...commitment }: NonNullable<ApprovalItem['commitment']>) => commitment;

export const addItem = (state: Project, spec: ApprovalItemSpec): Project => ({
  ...state,
  approvalItems: { ...state.approvalItems, [spec.id]: { ...spec, submitted: [] } },
});

export const evolveApprovals: Evolve<
  | 'checklistConfirmed'
  | 'approvalItemAdded'
  | 'documentSubmitted'
  | 'approvalItemStarted'
  | 'approvalItemFinished'
  | 'approvalItemReopened'
  | 'approvalItemCommitted'
  | 'approvalItemVerified'
  | 'approvalItemRevoked'
  | 'agencyAssigned'
  | 'factorMet'
  | 'factorLost'
  | 'conditionMet'
  | 'conditionLost'
> = {
  checklistConfirmed: (state, _, on) => ({ ...state, checklistConfirmedOn: on }),
  approvalItemAdded: (state, spec) => addItem(state, spec),
  documentSubmitted: (state, { item, document }) => {
    const submitted = own(state.approvalItems, item)?.submitted ?? [];
    return setItem(state, item, { submitted: [...submitted, document] });
  },
  approvalItemStarted: (state, { item, dueOn, count }, on) => {
    const found = own(state.approvalItems, item);
    if (!found) return state;
    return open(setItem(state, item, { startedOn: on }), key(item), {
      kind: 'approvalItem',
      title: found.name,
      clock: 'statutory',
      department: found.department,
      openedOn: on,
      dueOn,
      count,
    });
  },
  approvalItemFinished: (state, { item }, on) =>
    finish(setItem(state, item, { finishedOn: on }), key(item), on),
  approvalItemReopened: (state, { item }) => {
    const commitment = own(state.approvalItems, item)?.commitment;
    const next = setItem(state, item, { finishedOn: undefined });
    if (!commitment) return reopen(next, key(item));
    return reopen(setItem(next, item, { commitment: unverified(commitment) }), verification(item));
  },
  approvalItemCommitted: (state, { item, by, commitment, verifyBy, count }, on) => {
    const found = own(state.approvalItems, item);
    if (!found) return state;
    const next = setItem(withdraw(state, key(item), on), item, {
      commitment: { by, text: commitment, on, verifyBy },
    });
    return open(next, verification(item), {
      kind: 'verification',
      title: `${found.name}：承诺事项核验`,
      clock: 'internal',
      department: found.department,
      openedOn: on,
      dueOn: verifyBy,
      ...(count ? { count } : {}),
    });
  },
  approvalItemVerified: (state, { item }, on) => {
    const commitment = own(state.approvalItems, item)?.commitment;
    if (!commitment) return state;
    const next = setItem(state, item, { finishedOn: on, commitment: { ...commitment, verifiedOn: on } });
    return finish(next, verification(item), on);
  },
  approvalItemRevoked: (state, { item }, on) =>
    withdraw(
      setItem(state, item, { commitment: undefined, startedOn: undefined, finishedOn: undefined }),
      verification(item),
      on,
    ),
  agencyAssigned: (state, { item, agent }) =>
    item === undefined ? { ...state, agent } : setItem(state, item, { agent }),
  factorMet: (state, { factor }, on) =>
    finish({ ...state, factorsMet: { ...state.factorsMet, [factor]: on } }, keyOf('factor', factor), on),
  factorLost: (state, { factor }) =>
    reopen({ ...state, factorsMet: without(state.factorsMet, factor) }, keyOf('factor', factor)),
  conditionMet: (state, { condition, evidence }, on) => ({
    ...state,
    conditionsMet: { ...state.conditionsMet, [condition]: { on, evidence } },
  }),
  conditionLost: (state, { condition }) => ({
    ...state,
    conditionsMet: without(state.conditionsMet, condition),
  }),
};

type ApprovalCommand =
  | 'confirmChecklist'
  | 'addApprovalItem'
  | 'submitDocument'
  | 'startApprovalItem'
  | 'finishApprovalItem'
  | 'reopenApprovalItem'
  | 'acceptOnCommitment'
  | 'verifyApprovalItem'
  | 'revokeApprovalItem'
  | 'assignAgency'
  | 'meetFactor'
  | 'loseFactor'
  | 'meetCondition'
  | 'loseCondition';

export const decideApprovals: Decide<ApprovalCommand> = {
  confirmChecklist: (_, state, { on }) =>
    accept(event('checklistConfirmed', on, { items: activeItems(state).length })),

  addApprovalItem({ type: _, occurredOn: __, ...spec }, state, { on }) {
    if (own(state.approvalItems, spec.id)) return duplicate('审批事项', spec.id, 'id');
    const stray = spec.after?.find((id) => !own(state.approvalItems, id));
    if (stray !== undefined) return unknown('Item', '审批事项', stray, 'after');
    return accept(event('approvalItemAdded', on, spec));
  },

  submitDocument(command, state, { on }) {
    const item = found(state, command.item);
    if ('ok' in item) return item;
    if (!item.documents?.includes(command.document)) {
      return unknown('Document', '材料', command.document, 'document');
    }
    if (item.submitted.includes(command.document)) {
      return refuse('alreadySubmitted', `${command.document}已提交`, 'it is submitted', 'document');
    }
    return accept(event('documentSubmitted', on, pick(command, 'item', 'document')));
  },

  startApprovalItem(command, state, { on, context }) {
    const item = untouched(state, command.item);
    if ('ok' in item) return item;
    const missing = item.documents?.filter((d) => !item.submitted.includes(d)) ?? [];
    if (missing.length > 0) {
      return refuse(
        'documentsMissing',
        `缺少材料：${missing.join('、')}`,
        `documents are missing: ${missing.join(', ')}`,
        'item',
      );
    }
    const count = { from: on, workdays: item.limitWorkdays };
    const dueOn = addWorkdays(context.calendar, on, item.limitWorkdays);
    return accept(event('approvalItemStarted', on, { item: item.id, dueOn, count }));
  },

  finishApprovalItem(command, state, { on }) {
    const item = found(state, command.item);
    if ('ok' in item) return item;
    if (item.finishedOn !== undefined) return finished(item);
    if (item.commitment) {
      return refuse('onCommitment', '承诺事项应核验（verifyApprovalItem）', 'verify the commitment', 'item');
    }
    return (
      waitsFor(state, item) ??
      beforeItBegan(item.startedOn, on) ??
      accept(event('approvalItemFinished', on, { item: item.id }))
    );
  },

  reopenApprovalItem(command, state, { on, context }) {
    const item = found(state, command.item);
    if ('ok' in item) return item;
    if (item.finishedOn === undefined) {
      return refuse('notFinished', `${item.name}尚未办结`, `${item.name} is not finished`, 'item');
    }
    return accept(
      event('approvalItemReopened', on, pick(command, 'item', 'reason')),
      ...resumeAfterCorrection(state, item.commitment ? verification(item.id) : key(item.id), on, context),
    );
  },

  acceptOnCommitment(command, state, { on, context }) {
    const item = found(state, command.item);
    if ('ok' in item) return item;
    if (item.finishedOn !== undefined) return finished(item);
    if (item.commitment) return refuse('onCommitment', '已按承诺受理', 'it is accepted already', 'item');
    if (!item.onCommitment) {
      return refuse(
        'commitmentNotAllowed',
        `${item.name}不适用承诺制`,
        `${item.name} can't be accepted on a commitment`,
        'item',
      );
    }
    const waits = waitsFor(state, item);
    if (waits) return waits;
    const { calendar, policy } = context;
    const verifyBy = command.verifyBy ?? addWorkdays(calendar, on, policy.verificationWorkdays);
    const fault = dateFault(verifyBy, 'verifyBy', context);
    if (fault) return fault;
    if (verifyBy <= on) {
      return refuse('badDate', '核验期限应晚于受理日', `the verification must be after ${on}`, 'verifyBy');
    }
    const { by, commitment } = command;
    const count = { from: on, workdays: policy.verificationWorkdays };
    return accept(
      event('approvalItemCommitted', on, {
        item: item.id,
        by,
        commitment,
        verifyBy,
        ...(command.verifyBy === undefined ? { count } : {}),
      }),
    );
  },

  verifyApprovalItem(command, state, { on }) {
    const item = committed(state, command.item);
    if ('ok' in item) return item;
    return (
      beforeItBegan(item.commitment?.on, on) ??
      accept(event('approvalItemVerified', on, pick(command, 'item', 'evidence')))
    );
  },

  revokeApprovalItem(command, state, { on }) {
    const item = committed(state, command.item);
    if ('ok' in item) return item;
    return (
      beforeItBegan(item.commitment?.on, on) ??
      accept(event('approvalItemRevoked', on, pick(command, 'item', 'reason')))
    );
  },

  assignAgency(command, state, { on }) {
    const item = command.item === undefined ? undefined : found(state, command.item);
    if (item && 'ok' in item) return item;
    return accept(event('agencyAssigned', on, pick(command, 'item', 'agent')));
  },

  meetFactor(command, state, { on }) {
    if (!state.factors.some((f) => f.factor === command.factor)) {
      return unknown('Factor', '要素', command.factor, 'factor');
    }
    if (own(state.factorsMet, command.factor) !== undefined) {
      return refuse('alreadyMet', '该要素已保障', 'it is met already', 'factor');
    }
    return accept(event('factorMet', on, pick(command, 'factor', 'evidence')));
  },

  loseFactor(command, state, { on, context }) {
    if (own(state.factorsMet, command.factor) === undefined) {
      return refuse('notMet', '该要素尚未保障', 'it is not met', 'factor');
    }
    return accept(
      event('factorLost', on, pick(command, 'factor', 'reason')),
      ...resumeAfterCorrection(state, keyOf('factor', command.factor), on, context),
    );
  },

  meetCondition(command, state, { on }) {
    const asked = state.stages.some((s) =>
      s.gate?.some((c) => c.type === 'evidence' && c.id === command.condition),
    );
    if (!asked) return unknown('Condition', '条件', command.condition, 'condition');
    if (own(state.conditionsMet, command.condition)) {
      return refuse('alreadyMet', '该条件已满足', 'it is met already', 'condition');
    }
    return accept(event('conditionMet', on, pick(command, 'condition', 'evidence')));
  },

  loseCondition(command, state, { on }) {
    if (!own(state.conditionsMet, command.condition)) {
      return refuse('notMet', '该条件尚未满足', 'it is not met', 'condition');
    }
    return accept(event('conditionLost', on, pick(command, 'condition', 'reason')));
  },
};

function found(state: Project, id: string) {
  const item = own(state.approvalItems, id);
  if (!item || item.retiredOn !== undefined) return unknown('Item', '审批事项', id, 'item');
  return item;
}

/** An item that nobody has begun, and for which nothing is left to wait. */
function untouched(state: Project, id: string) {
  const item = found(state, id);
  if ('ok' in item) return item;
  if (item.finishedOn !== undefined) return finished(item);
  if (item.startedOn !== undefined || item.commitment) {
    return refuse('alreadyStarted', `${item.name}已受理`, `${item.name} is started`, 'item');
  }
  return waitsFor(state, item) ?? item;
}

function committed(state: Project, id: string) {
  const item = found(state, id);
  if ('ok' in item) return item;
  const o = own(state.obligations, verification(id));
  if (item.commitment && o && isOpen(o)) return item;
  return refuse(
    'notOnCommitment',
    `${item.name}没有待核验的承诺`,
    `${item.name} has no open commitment`,
    'item',
  );
}

const finished = (item: ApprovalItem) =>
  refuse(
    'alreadyFinished',
    `${item.name}已于 ${item.finishedOn} 办结`,
    `${item.name} was finished on ${item.finishedOn}`,
    'item',
  );

/** A refusal that names the predecessors that are not cleared, if there are any. */
function waitsFor(state: Project, item: ApprovalItem) {
  const open = (item.after ?? []).flatMap((id) => {
    const before = own(state.approvalItems, id);
    return before && before.retiredOn === undefined && !isCleared(before) ? [before.name] : [];
  });
  if (open.length === 0) return undefined;
  return refuse(
    'predecessorOpen',
    `${item.name}之前应先办结：${open.join('、')}`,
    `before ${item.name}, finish: ${open.join(', ')}`,
    'item',
  );
}

/** What is wrong with the items of a plan, if anything: predecessors exist, and nothing waits for itself. */
export function itemsFault(items: readonly ApprovalItemSpec[]) {
  const byId = new Map(items.map((i) => [i.id, i]));
  for (const [i, item] of items.entries()) {
    const path = `approvalItems[${i}].after`;
    const stray = item.after?.find((id) => !byId.has(id));
    if (stray !== undefined) return unknown('Item', '审批事项', stray, path);
    const cycle = cycleFrom(item.id, byId);
    if (cycle) {
      const way = cycle.join(' → ');
      return refuse('dependencyCycle', `前置关系成环：${way}`, `the dependencies form a cycle: ${way}`, path);
    }
  }
  return undefined;
}

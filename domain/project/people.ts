/** People by role, over time: appointments, acting holders, handover; who was responsible on a given day. */
import { isLocalDate, type LocalDate } from '../dates.ts';
import { accept, refuse } from '../decision.ts';
import { ROLE_NAMES, type Role } from '../policy.ts';
import type { Recipient } from './events.ts';
import { event, pick, type Decide, type Evolve } from './slice.ts';
import { byKey, idOf, isOpen, own, type Obligation, type Project } from './state.ts';

export const evolvePeople: Evolve<'personAppointed' | 'actingAppointed' | 'handedOver'> = {
  personAppointed: (state, appointment) => ({
    ...state,
    appointments: [...state.appointments, appointment],
  }),
  actingAppointed: (state, data) => ({
    ...state,
    acting: [...state.acting, pick(data, 'role', 'person', 'absent', 'from', 'to')],
  }),
  handedOver: (state, { role, person }, on) => ({
    ...state,
    appointments: [...state.appointments, { role, person, from: on }],
  }),
};

/** Who holds `role` on `on`: the latest appointment from that day or before. */
export function personOn(state: Project, role: Role, on: LocalDate): string | undefined {
  let best: Project['appointments'][number] | undefined;
  for (const a of state.appointments) {
    if (a.role === role && a.from <= on && (!best || a.from >= best.from)) best = a;
  }
  return best?.person;
}

/** Who is responsible in `role` on `on`: its holder, or who acts for an absent one; the office in a gap. */
export function responsibleOn(state: Project, role: Role, on: LocalDate): Recipient {
  const holder = personOn(state, role, on);
  if (holder === undefined) {
    return { role: 'office', person: personOn(state, 'office', on) ?? ROLE_NAMES.office.zh };
  }
  const acting = state.acting.findLast(
    (a) => a.role === role && a.absent === holder && a.from <= on && on <= a.to,
  );
  return acting ? { role, person: acting.person, absent: holder } : { role, person: holder };
}

/** Who answers for an obligation itself on a day, before any rung adds others. */
export function ownerOf(state: Project, key: string, o: Obligation, on: LocalDate): Recipient {
  switch (o.kind) {
    case 'approvalItem':
    case 'verification':
      return who(state, personOn(state, 'approvalChief', on) ? 'approvalChief' : 'projectChief', o, on);
    case 'factor':
    case 'directive':
    case 'blocker':
      return who(state, 'department', o, on);
    default:
      return who(state, 'projectChief', o, on);
  }
}

/** The person behind a role for an obligation; the office where nobody is appointed, so that no notice is lost. */
export function who(state: Project, role: Role, o: Obligation, on: LocalDate): Recipient {
  if (role !== 'department') return responsibleOn(state, role, on);
  return o.department === undefined ? responsibleOn(state, 'office', on) : { role, person: o.department };
}

/** The agency (全代办) that handles an approval item, if one is named for it or for the project. */
export function agentOf(state: Project, key: string, o: Obligation): string | undefined {
  if (o.kind !== 'approvalItem') return undefined;
  return own(state.approvalItems, idOf(key))?.agent ?? state.agent;
}

export const decidePeople: Decide<'appointPerson' | 'appointActing' | 'handOver'> = {
  appointPerson: (command, _state, { on }) =>
    accept(event('personAppointed', on, { ...pick(command, 'role', 'person'), from: on })),

  appointActing(command, state, { on }) {
    const { role, person, from, to } = command;
    if (!isLocalDate(from) || !isLocalDate(to) || to < from) {
      return refuse('badPeriod', '代理起止日期无效', 'not a period', 'to');
    }
    const holder = personOn(state, role, from);
    if (holder === undefined) return vacant(role, from);
    if (holder === person) {
      return refuse(
        'samePerson',
        `${person}就是${ROLE_NAMES[role].zh}本人`,
        `${person} holds the role`,
        'person',
      );
    }
    return accept(
      event('actingAppointed', on, {
        ...pick(command, 'role', 'person', 'from', 'to', 'reason'),
        absent: holder,
      }),
    );
  },

  handOver({ role, to, note }, state, { on }) {
    const from = personOn(state, role, on);
    if (from === undefined) return vacant(role, on);
    if (from === to)
      return refuse('samePerson', `${to}已是${ROLE_NAMES[role].zh}`, `${to} holds the role`, 'to');
    const obligations = byKey(state.obligations).flatMap(([key, o]) =>
      isOpen(o) && ownerOf(state, key, o, on).role === role ? [key] : [],
    );
    return accept(event('handedOver', on, { role, person: to, predecessor: from, obligations, note }));
  },
};

const vacant = (role: Role, on: LocalDate) =>
  refuse(
    'roleVacant',
    `${on} 没有${ROLE_NAMES[role].zh}，请先任命`,
    `nobody is ${ROLE_NAMES[role].en} on ${on}: appoint one first`,
    'role',
  );

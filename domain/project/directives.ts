/** Directives (督办, 销号) and the leader's recurring on-site office (现场办公), visits numbered. */
import { addMonths, type LocalDate } from '../dates.ts';
import { accept, refuse } from '../decision.ts';
import { resumeAfterCorrection } from './clocks.ts';
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
import {
  byKey,
  changed,
  finish,
  isOpen,
  keyOf,
  open,
  own,
  patch,
  reopen,
  type Opening,
  type Project,
} from './state.ts';

const key = (id: string): string => keyOf('directive', id);

/** The obligation of the next visit. */
export const visit = (number: number, openedOn: LocalDate, dueOn: LocalDate): Opening => ({
  kind: 'onSiteOffice',
  title: `第${number}次现场办公`,
  clock: 'internal',
  openedOn,
  dueOn,
});
export const VISIT_KEY = keyOf('onSiteOffice', 'visit');

export const evolveDirectives: Evolve<
  'onSiteOfficeHeld' | 'directiveIssued' | 'directiveClosed' | 'directiveReopened'
> = {
  onSiteOfficeHeld: (state, { visit: number, nextOn }, on) =>
    open({ ...state, visits: number, lastVisitOn: on }, VISIT_KEY, visit(number + 1, on, nextOn)),
  directiveIssued: (state, { directive, title, owner, dueOn, source }, on) =>
    open(state, key(directive), {
      ...{ kind: 'directive', title, clock: 'commitment', department: owner, openedOn: on, dueOn },
      ...(source === undefined ? {} : { source }),
    }),
  directiveClosed: (state, { directive, evidence }, on) =>
    patch(finish(state, key(directive), on), key(directive), (o) => ({ ...o, evidence })),
  directiveReopened: (state, { directive }) =>
    patch(reopen(state, key(directive)), key(directive), (o) => changed(o, { evidence: undefined })),
};

export const decideDirectives: Decide<
  'holdOnSiteOffice' | 'issueDirective' | 'closeDirective' | 'reopenDirective'
> = {
  holdOnSiteOffice(command, state, { on, context }) {
    if (!state.onSiteOffice) {
      return refuse('noOnSiteOffice', '该项目未设现场办公', 'the project has no on-site office');
    }
    if (state.lastVisitOn !== undefined && on < state.lastVisitOn) {
      return refuse(
        'badDate',
        `第${state.visits}次已于 ${state.lastVisitOn} 举行`,
        'a later visit was held',
        'occurredOn',
      );
    }
    const nextOn = addMonths(on, state.onSiteOffice.everyMonths);
    return (
      dateFault(nextOn, 'occurredOn', context) ??
      accept(event('onSiteOfficeHeld', on, { visit: state.visits + 1, nextOn, ...pick(command, 'note') }))
    );
  },

  issueDirective(command, state, { on, context }) {
    if (own(state.obligations, key(command.directive)))
      return duplicate('督办', command.directive, 'directive');
    const fault = dateFault(command.dueOn, 'dueOn', context);
    if (fault) return fault;
    if (command.dueOn < on) {
      return refuse('badDate', '办结期限早于交办日', 'it is due before it is issued', 'dueOn');
    }
    return accept(
      event('directiveIssued', on, pick(command, 'directive', 'title', 'owner', 'dueOn', 'source')),
    );
  },

  closeDirective(command, state, { on }) {
    const o = own(state.obligations, key(command.directive));
    if (!o) return unknown('Directive', '督办事项', command.directive, 'directive');
    if (!isOpen(o)) return refuse('alreadyClosed', '该督办事项已销号', 'it is closed', 'directive');
    return (
      beforeItBegan(o.openedOn, on) ??
      accept(event('directiveClosed', on, pick(command, 'directive', 'evidence')))
    );
  },

  reopenDirective(command, state, { on, context }) {
    const o = own(state.obligations, key(command.directive));
    if (!o) return unknown('Directive', '督办事项', command.directive, 'directive');
    if (o.doneOn === undefined) return refuse('notClosed', '该督办事项尚未销号', 'it is open', 'directive');
    return accept(
      event('directiveReopened', on, pick(command, 'directive', 'reason')),
      ...resumeAfterCorrection(state, key(command.directive), on, context),
    );
  },
};

/** What stands on the agenda of the next visit: everything open whose ladder has reached it. */
export const onSiteAgenda = (state: Project): string[] =>
  byKey(state.obligations).flatMap(([k, o]) => (isOpen(o) && o.rungs.includes('onSiteOffice') ? [k] : []));

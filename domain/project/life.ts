/**
 * A project as a whole: suspended, resumed, terminated, taken out of the batches. While it is suspended every
 * clock stands still and nothing new begins; a terminated one has no open obligation and takes no command.
 */
import { accept, refuse, type Refusal } from '../decision.ts';
import { pauseClock, resumeClock } from './clocks.ts';
import type { CommandType } from './commands.ts';
import type { ProjectFacts } from './events.ts';
import { event, pick, type Decide, type Evolve } from './slice.ts';
import { byKey, isOpen, withdraw, type Project } from './state.ts';

export const evolveLife: Evolve<
  'projectSuspended' | 'projectResumed' | 'projectTerminated' | 'batchExcluded' | 'projectAmended'
> = {
  projectSuspended: (state, { suspension, reason }, on) => ({
    ...state,
    suspensions: state.suspensions + 1,
    status: { is: 'suspended', suspension, on, reason },
  }),
  projectResumed: (state) => ({ ...state, status: { is: 'active' } }),
  projectTerminated: (state, { reason }, on) => {
    let next: Project = { ...state, status: { is: 'terminated', on, reason } };
    for (const [key] of byKey(state.obligations)) next = withdraw(next, key, on);
    return next;
  },
  batchExcluded: (state, { reason }, on) => ({ ...state, excludedFromBatches: { on, reason } }),
  projectAmended: (state, { changes }) => ({ ...state, ...(changes as Partial<Project>) }),
};

/** What may still be done while a project is suspended: nothing that begins something. */
const WHILE_SUSPENDED: readonly CommandType[] = [
  'resumeProject',
  'terminateProject',
  'excludeFromBatches',
  'amendProject',
  'appointPerson',
  'appointActing',
  'handOver',
  'correctMilestone',
  'reopenApprovalItem',
  'attributeSlip',
  'contestSlip',
  'clearBlocker',
  'closeDirective',
  'acknowledge',
];

/** The refusal of a command that the project's status does not allow. */
export function refusedByStatus(type: CommandType, { status }: Project): Refusal | undefined {
  if (status.is === 'terminated') {
    return refuse(
      'projectTerminated',
      `项目已于 ${status.on} 终止：${status.reason}`,
      `the project was terminated on ${status.on}: ${status.reason}`,
    );
  }
  if (status.is === 'suspended' && !WHILE_SUSPENDED.includes(type)) {
    return refuse(
      'projectSuspended',
      `项目自 ${status.on} 起暂停：${status.reason}。请先恢复（resumeProject）`,
      `the project is suspended since ${status.on}: ${status.reason}. Resume it first (resumeProject)`,
    );
  }
  return undefined;
}

export const decideLife: Decide<
  'suspendProject' | 'resumeProject' | 'terminateProject' | 'excludeFromBatches' | 'amendProject'
> = {
  suspendProject(command, state, { on, context }) {
    const suspension = String(state.suspensions + 1);
    const cause = { kind: 'suspension', id: suspension } as const;
    return accept(
      event('projectSuspended', on, { suspension, ...pick(command, 'by', 'basis', 'reason') }),
      ...byKey(state.obligations).flatMap(([key, o]) =>
        isOpen(o) ? pauseClock(state, key, cause, on, context) : [],
      ),
    );
  },

  resumeProject(command, state, { on, context }) {
    const { status } = state;
    if (status.is !== 'suspended')
      return refuse('notSuspended', '项目未暂停', 'the project is not suspended');
    if (on < status.on) return refuse('badDate', '恢复早于暂停', 'it resumes before its pause', 'occurredOn');
    const { suspension } = status;
    const cause = { kind: 'suspension', id: suspension } as const;
    return accept(
      event('projectResumed', on, { suspension, ...pick(command, 'by', 'reason') }),
      ...byKey(state.obligations).flatMap(([key]) => resumeClock(state, key, cause, on, context)),
    );
  },

  terminateProject: (command, _state, { on }) =>
    accept(event('projectTerminated', on, pick(command, 'by', 'basis', 'reason'))),

  excludeFromBatches(command, state, { on }) {
    if (state.excludedFromBatches) {
      return refuse('alreadyExcluded', '该项目已移出三个一批', 'it is out of the batches already');
    }
    return accept(event('batchExcluded', on, pick(command, 'by', 'basis', 'reason')));
  },

  amendProject({ changes, reason }, state, { on }) {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const differing = given.filter(([key, value]) => state[key as keyof ProjectFacts] !== value);
    if (differing.length === 0) {
      return refuse('nothingAmended', '没有要更正的内容', 'nothing is amended', 'changes');
    }
    return accept(event('projectAmended', on, { changes: Object.fromEntries(differing), reason }));
  },
};

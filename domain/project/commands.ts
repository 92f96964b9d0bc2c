/** What may be asked of a project. `occurredOn` is the day the thing is true of; without it, today. */
import type { Instant, LocalDate } from '../dates.ts';
import type { ApprovalItemSpec, PersonRole, ProjectSpec } from './events.ts';

interface On {
  occurredOn?: LocalDate | undefined;
}

export type ProjectCommand =
  | ({ type: 'signProject' } & ProjectSpec)
  | ({ type: 'appointPerson'; role: PersonRole; person: string } & On)
  | ({ type: 'completeMilestone'; milestone: string; evidence?: string | undefined } & On)
  | ({ type: 'correctMilestone'; milestone: string; reason: string } & On)
  | ({
      type: 'reforecastMilestone';
      milestone: string;
      forecastOn: LocalDate;
      cause: string;
      owner: string;
    } & On)
  | ({ type: 'addApprovalItem' } & ApprovalItemSpec & On)
  | ({ type: 'startApprovalItem'; item: string } & On)
  | ({ type: 'finishApprovalItem'; item: string } & On)
  | ({ type: 'reopenApprovalItem'; item: string; reason: string } & On)
  | ({ type: 'confirmChecklist' } & On)
  | ({ type: 'meetFactor'; factor: string; evidence?: string | undefined } & On)
  | ({
      type: 'raiseBlocker';
      blocker: string;
      title: string;
      party: string;
      covers: string[];
      dueOn: LocalDate;
    } & On)
  | ({ type: 'clearBlocker'; blocker: string } & On)
  | ({ type: 'awaitWindow'; window: string; milestone: string } & On)
  | ({ type: 'prepareWindow'; window: string; prerequisite: string } & On)
  | ({ type: 'holdOnSiteOffice'; note?: string | undefined } & On)
  | ({ type: 'issueDirective'; directive: string; title: string; owner: string; dueOn: LocalDate } & On)
  | ({ type: 'closeDirective'; directive: string; evidence: string } & On)
  | { type: 'acknowledge'; obligation: string; by: string }
  | { type: 'passTime'; now: Instant };

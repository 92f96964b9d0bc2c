/**
 * The rules a system decides by, beside those it comes with: templates a county has added, its policies, and
 * the notices of the calendar. They are events of a stream of their own, so every rule has its day and author.
 */
import china from './calendars/china.json' with { type: 'json' };
import { checkNotice, withNotice, type Calendar, type CalendarNotice } from './calendar.ts';
import { localDate, type LocalDate } from './dates.ts';
import { accept, refuse, type Decision } from './decision.ts';
import { checkOffice, type Office } from './office.ts';
import { checkPolicy, POLICY, type Policy } from './policy.ts';
import { forCounty, type Context, type Rules } from './project/slice.ts';
import { checkTemplate, findTemplate, TEMPLATES, type Template } from './templates.ts';
import type { Fault } from './text.ts';

/** The rules that the system comes with. */
export const RULES: Rules = { calendar: china as Calendar, policy: POLICY, templates: TEMPLATES };

export type RulesCommand =
  | { type: 'addTemplate'; template: Template }
  /** For one county, or for all that have none of their own. */
  | { type: 'setPolicy'; county?: string | undefined; policy: Policy }
  | { type: 'publishCalendar'; notice: CalendarNotice }
  /** For one county, or for all that have none of their own. */
  | ({ type: 'setOffice'; county?: string | undefined } & Office)
  /** What a county calls the columns of its ledger; takes the place of the one before. */
  | { type: 'setLedgerMapping'; county: string; mapping: LedgerMapping };

export type RulesEvent =
  | { type: 'templateAdded'; occurredOn: LocalDate; data: { template: Template } }
  | { type: 'policySet'; occurredOn: LocalDate; data: { county?: string | undefined; policy: Policy } }
  | { type: 'calendarPublished'; occurredOn: LocalDate; data: { notice: CalendarNotice } }
  | { type: 'officeSet'; occurredOn: LocalDate; data: Office & { county?: string | undefined } }
  | { type: 'ledgerMappingSet'; occurredOn: LocalDate; data: { county: string; mapping: LedgerMapping } };

/** By table: a header as the county writes it → the key of a column, or null for one that is not read. */
export type LedgerMapping = Record<string, Record<string, string | null>>;

export interface AddedRules {
  templates: Template[];
  notices: CalendarNotice[];
  /** The policy of all counties that have none of their own. */
  policy?: Policy;
  policies: Record<string, Policy>;
  office?: Office;
  offices?: Record<string, Office>;
  ledgers?: Record<string, LedgerMapping>;
}

const NONE: AddedRules = { templates: [], notices: [], policies: {} };

export function evolveRules(state: AddedRules | null, event: RulesEvent): AddedRules {
  const rules = state ?? NONE;
  switch (event.type) {
    case 'templateAdded':
      return { ...rules, templates: [...rules.templates, event.data.template] };
    case 'calendarPublished':
      return { ...rules, notices: [...rules.notices, event.data.notice] };
    case 'policySet': {
      const { county, policy } = event.data;
      return county === undefined
        ? { ...rules, policy }
        : { ...rules, policies: { ...rules.policies, [county]: policy } };
    }
    case 'ledgerMappingSet': {
      const { county, mapping } = event.data;
      return { ...rules, ledgers: { ...rules.ledgers, [county]: mapping } };
    }
    case 'officeSet': {
      const { county, ...office } = event.data;
      return county === undefined
        ? { ...rules, office }
        : { ...rules, offices: { ...rules.offices, [county]: office } };
    }
  }
}

/** The rules of the system: those it comes with, and what was added. */
export function rulesOf(base: Rules, added: AddedRules | null): Rules {
  if (!added) return base;
  return {
    calendar: added.notices.reduce(withNotice, base.calendar),
    policy: added.policy ?? base.policy,
    policies: added.policies,
    templates: [...base.templates, ...added.templates],
    ...(added.office ? { office: added.office } : {}),
    ...(added.offices ? { offices: added.offices } : {}),
  };
}

/** Decides by the rules that the system comes with (in `context`) and those added so far. */
export function decideRules(
  command: RulesCommand,
  state: AddedRules | null,
  context: Context,
): Decision<RulesEvent> {
  const on = localDate(context.now, context.calendar.zone);
  const rules = rulesOf(context, state);
  switch (command.type) {
    case 'addTemplate': {
      const { template } = command;
      if (findTemplate(rules.templates, template)) {
        return refuse(
          'templateExists',
          `模板 ${template.id} 第 ${template.version} 版已存在，修改请提高版本号`,
          `template ${template.id} v${template.version} exists: raise its version`,
          'version',
        );
      }
      return (
        faulty(checkTemplate(template)) ??
        accept({ type: 'templateAdded', occurredOn: on, data: { template } })
      );
    }
    case 'setPolicy': {
      const { county, policy } = command;
      const fault = faulty(checkPolicy(policy));
      if (fault) return fault;
      const before = forCounty(rules, county).policy;
      if (policy.id === before.id && policy.version <= before.version) {
        return refuse(
          'policyNotNewer',
          `政策 ${policy.id} 现为第 ${before.version} 版，新版本号应更高`,
          `policy ${policy.id} is at v${before.version}: the new one must be higher`,
          'version',
        );
      }
      const data = county === undefined ? { policy } : { county, policy };
      return accept({ type: 'policySet', occurredOn: on, data });
    }
    case 'publishCalendar': {
      const { notice } = command;
      const fault = faulty(checkNotice(notice));
      if (fault) return fault;
      const before = rules.calendar.years[notice.year];
      const neighbour = rules.calendar.years[notice.year - 1] ?? rules.calendar.years[notice.year + 1];
      if (!before && !neighbour) {
        return refuse(
          'calendarGap',
          `${notice.year} 年与已有年份不相连`,
          `${notice.year} does not join the years that are covered`,
          'year',
        );
      }
      return accept({ type: 'calendarPublished', occurredOn: on, data: { notice } });
    }
    case 'setLedgerMapping': {
      const { county, mapping } = command;
      return accept({ type: 'ledgerMappingSet', occurredOn: on, data: { county, mapping } });
    }
    case 'setOffice': {
      const { type: _, county, ...office } = command;
      const data = county === undefined ? office : { county, ...office };
      return faulty(checkOffice(office)) ?? accept({ type: 'officeSet', occurredOn: on, data });
    }
  }
}

/** The first fault as a refusal that says how many more there are. */
function faulty(faults: Fault[]) {
  const [first] = faults;
  if (!first) return undefined;
  const more = faults.length - 1;
  const { zh, en } = first.message;
  return refuse(
    'badRules',
    `${first.path}：${zh}${more > 0 ? `（另有 ${more} 处）` : ''}`,
    `${first.path}: ${en}${more > 0 ? ` (and ${more} more)` : ''}`,
    first.path,
  );
}

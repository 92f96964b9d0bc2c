/**
 * Who may call what: the one table of route, role and scope. A route that is not in it is refused to everyone.
 * `docs/access.md` is written from it and a test calls every route as every role.
 */
import { ACCESS_ROLES, type AccessRole } from '../domain/access.ts';

/**
 * What a grant must reach, beside having the role:
 * - `system`: everything; a grant over some counties or projects is not enough;
 * - `county`: the county of `?county=`; without it everything;
 * - `project`: the project that the address names; one that the caller does not see is not found;
 * - `portfolio`: anything; the answer holds, or the command is for, only what the grants reach.
 */
export type Within = 'system' | 'county' | 'project' | 'portfolio';

export interface Row {
  who: 'anyone' | readonly AccessRole[];
  within: Within;
}

const row = (within: Within, ...who: AccessRole[]): Row => ({ who, within });
const ANYONE: Row = { who: 'anyone', within: 'portfolio' };
const EVERY: Row = { who: ACCESS_ROLES, within: 'portfolio' };
/** Those who deal with projects. */
const PEOPLE = ['office', 'chief', 'approvalChief', 'department', 'leader', 'auditor'] as const;

/** Those who read what stands of many projects. */
export const READERS = ['office', 'leader', 'auditor', 'screen'] as const;

export const ACCESS: Record<string, Row> = {
  'GET /healthz': ANYONE,
  'GET /.well-known/security.txt': ANYONE,
  'GET /livez': ANYONE,
  'GET /readyz': ANYONE,
  'GET /metrics': row('system', 'admin', 'auditor'),
  'GET /login': ANYONE,
  'POST /login': ANYONE,
  'GET /login/oidc': ANYONE,
  'GET /login/oidc/callback': ANYONE,
  'GET /assets/{file}': ANYONE,
  'GET /v1/openapi.json': ANYONE,
  'GET /v1/docs': ANYONE,
  'GET /v1/docs/': ANYONE,
  'GET /v1/docs/swagger-ui.css': ANYONE,
  'GET /v1/docs/swagger-ui-bundle.js': ANYONE,
  'GET /v1/docs/start.js': ANYONE,
  // The signature in the address is the leave to use it.
  'GET /l/{token}': ANYONE,
  'POST /l/{token}': ANYONE,

  'POST /logout': EVERY,
  // Who has no board is led to their own first page.
  'GET /': EVERY,
  'GET /projects': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /reviews': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /reviews/{date}': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /import': row('portfolio', 'office'),
  'GET /rules': row('portfolio', 'office', 'leader', 'auditor', 'admin'),
  'GET /mine': row('portfolio', 'chief', 'approvalChief', 'department', 'leader'),
  'GET /operator': row('system', 'admin', 'auditor'),
  'GET /screen': row('portfolio', ...READERS),
  'GET /wall': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /wall.svg': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /wall.pdf': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /wall.png': row('portfolio', 'office', 'leader', 'auditor'),
  'GET /page/projects/{id}': row('project', ...PEOPLE),

  'POST /v1/projects': row('portfolio', 'office'),
  'GET /v1/projects': row('portfolio', ...PEOPLE, 'screen'),
  'GET /v1/projects/{id}': row('project', ...PEOPLE),
  'GET /v1/projects/{id}/events': row('project', ...PEOPLE),
  'GET /v1/projects/{id}/rejections': row('project', 'office', 'auditor'),
  // Which role may send which command: `COMMAND_ACCESS` of domain/access.ts.
  'POST /v1/projects/{id}/commands': row(
    'project',
    ...(['office', 'chief', 'approvalChief', 'department', 'leader'] as const),
  ),

  'POST /v1/projects/{id}/attachments': row(
    'project',
    ...(['office', 'chief', 'approvalChief', 'department', 'leader'] as const),
  ),
  'GET /v1/projects/{id}/attachments/{sha}': row('project', ...PEOPLE),

  'POST /v1/targets': row('portfolio', 'office'),
  'POST /v1/targets/{id}/reports': row('portfolio', 'office'),

  'GET /v1/rules': EVERY,
  'POST /v1/rules/templates': row('system', 'admin'),
  'GET /v1/rules/templates/{id}/{version}/moves': row('county', 'office', 'admin'),
  'POST /v1/rules/policies': row('county', 'admin'),
  'POST /v1/rules/policies/preview': row('county', 'office', 'admin'),
  'POST /v1/rules/calendar': row('system', 'admin'),
  'POST /v1/rules/calendar/preview': row('system', 'office', 'admin'),

  'GET /v1/review': row('county', ...READERS),
  'GET /v1/reviews': row('county', ...READERS),
  'GET /v1/reviews/{date}': row('county', ...READERS),
  'GET /v1/reviews/{date}/corrections': row('county', ...READERS),
  'POST /v1/reviews/{date}/corrections': row('county', 'office'),
  'GET /v1/reviews/{date}/directives': row('county', ...READERS),
  'POST /v1/reviews/{date}/freeze': row('county', 'office'),
  'POST /v1/reports': row('system', 'office'),
  'GET /v1/reports/daily': row('county', ...READERS),
  'GET /v1/reports/monthly': row('county', ...READERS),
  'GET /v1/reports/brief': row('county', 'office', 'leader', 'auditor'),
  'GET /v1/reports/targets': row('county', ...READERS),
  'GET /v1/batches': row('county', ...READERS),
  'POST /v1/rules/office': row('county', 'admin'),

  'GET /v1/ledger': row('county', 'office', 'leader', 'auditor'),
  'POST /v1/ledger/plan': row('county', 'office'),
  'POST /v1/ledger/errors': row('county', 'office'),
  'POST /v1/ledger/apply': row('county', 'office'),
  'GET /v1/ledger/mapping': row('county', 'office', 'auditor'),
  'PUT /v1/ledger/mapping': row('county', 'office'),

  'GET /v1/notices': row('portfolio', ...PEOPLE),
  'POST /v1/notices/{id}/retry': row('project', 'office', 'admin'),
  'POST /v1/notices/{id}/mute': row('project', 'office', 'admin'),
  'POST /v1/notices/{id}/revoke-link': row('project', 'office'),
  'GET /v1/contacts': row('system', 'office', 'admin'),
  'GET /v1/contacts/{id}': row('system', 'office', 'admin'),
  'PUT /v1/contacts/{id}': row('system', 'office', 'admin'),
  'POST /v1/links/rotate': row('system', 'office', 'admin'),
  'POST /v1/links/revoke': row('system', 'office', 'admin'),

  'GET /v1/changes': EVERY,
  'GET /v1/users': row('system', 'admin', 'auditor'),
  'PUT /v1/users/{id}': row('system', 'admin'),
  'POST /v1/users/{id}/remove': row('system', 'admin'),
  'GET /v1/tokens': row('system', 'admin', 'auditor'),
  'POST /v1/tokens': row('system', 'admin'),
  'POST /v1/tokens/{id}/revoke': row('system', 'admin'),

  // Of everything only the administrator's; of a county its office's as well (see `webhooks.ts`).
  'GET /v1/webhooks': row('county', 'office', 'admin', 'auditor'),
  'POST /v1/webhooks': row('county', 'office', 'admin'),
  'POST /v1/webhooks/{id}/secret': row('county', 'office', 'admin'),
  'POST /v1/webhooks/{id}/disable': row('county', 'office', 'admin'),
  'POST /v1/webhooks/{id}/resume': row('county', 'office', 'admin'),
  'POST /v1/webhooks/{id}/remove': row('county', 'office', 'admin'),
  'POST /v1/webhooks/{id}/ping': row('county', 'office', 'admin'),

  'GET /v1/clock': EVERY,
  'POST /v1/clock/advance': row('system', 'office', 'admin'),
};

/** Requests that bring their own proof in the address: no cookie of ours is looked at. */
export const CARRIES_ITS_PROOF: ReadonlySet<string> = new Set(['POST /l/{token}']);

/** Answers with people's phone numbers and addresses, or who may do what: each is a line of the log. */
export const PERSONAL: ReadonlySet<string> = new Set([
  'GET /v1/contacts',
  'GET /v1/contacts/{id}',
  'GET /v1/users',
  'GET /v1/tokens',
]);

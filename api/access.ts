/**
 * Who may call what: the one table of route and role. A route that is not in it is refused to everyone.
 */
export type Caller = 'anyone' | 'office';

export const ACCESS: Record<string, readonly Caller[]> = {
  'GET /healthz': ['anyone'],
  'GET /login': ['anyone'],
  'GET /openapi.json': ['anyone'],
  'GET /': ['office'],
  'GET /page/projects/{id}': ['office'],
  'POST /projects': ['office'],
  'GET /projects': ['office'],
  'GET /projects/{id}': ['office'],
  'GET /projects/{id}/events': ['office'],
  'GET /projects/{id}/rejections': ['office'],
  'POST /projects/{id}/commands': ['office'],
  'POST /targets': ['office'],
  'POST /targets/{id}/reports': ['office'],
  'GET /rules': ['office'],
  'POST /rules/templates': ['office'],
  'GET /rules/templates/{id}/{version}/moves': ['office'],
  'POST /rules/policies': ['office'],
  'POST /rules/policies/preview': ['office'],
  'POST /rules/calendar': ['office'],
  'POST /rules/calendar/preview': ['office'],
  'GET /review': ['office'],
  'GET /reviews': ['office'],
  'GET /reviews/{date}': ['office'],
  'GET /reviews/{date}/corrections': ['office'],
  'POST /reviews/{date}/corrections': ['office'],
  'GET /reviews/{date}/directives': ['office'],
  'POST /reviews/{date}/freeze': ['office'],
  'POST /reports': ['office'],
  'GET /reports/daily': ['office'],
  'GET /reports/monthly': ['office'],
  'GET /reports/brief': ['office'],
  'GET /reports/targets': ['office'],
  'GET /batches': ['office'],
  'POST /rules/office': ['office'],
  'GET /notices': ['office'],
  'POST /notices/{id}/retry': ['office'],
  'POST /notices/{id}/mute': ['office'],
  'POST /notices/{id}/revoke-link': ['office'],
  'GET /contacts': ['office'],
  'GET /contacts/{id}': ['office'],
  'PUT /contacts/{id}': ['office'],
  'POST /links/rotate': ['office'],
  'POST /links/revoke': ['office'],
  // The signature in the address is the leave to use it.
  'GET /l/{token}': ['anyone'],
  'POST /l/{token}': ['anyone'],
  'GET /clock': ['office'],
  'POST /clock/advance': ['office'],
};

/** Commands that bring their own proof in the address; every other one needs the bearer token. */
export const CARRIES_ITS_PROOF: ReadonlySet<string> = new Set(['POST /l/{token}']);

export function mayCall(route: string, caller: Caller): boolean {
  const allowed = ACCESS[route];
  return allowed !== undefined && (allowed.includes('anyone') || allowed.includes(caller));
}

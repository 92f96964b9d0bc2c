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
  'GET /reviews/{date}': ['office'],
  'GET /notices': ['office'],
  'GET /clock': ['office'],
  'POST /clock/advance': ['office'],
};

export function mayCall(route: string, caller: Caller): boolean {
  const allowed = ACCESS[route];
  return allowed !== undefined && (allowed.includes('anyone') || allowed.includes(caller));
}

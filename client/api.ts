/** Written by `npm run client` from the OpenAPI document; not by hand. */
export interface paths {
  '/healthz': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { ok: boolean } } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/livez': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { ok: boolean } } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { ok: boolean } } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'text/plain': string } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/security.txt': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'text/plain': string } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              id: string;
              grants: {
                role:
                  | 'office'
                  | 'chief'
                  | 'approvalChief'
                  | 'department'
                  | 'leader'
                  | 'auditor'
                  | 'admin'
                  | 'screen';
                counties?: string[];
                projects?: string[];
                department?: string;
              }[];
              person?: string;
              subject?: string;
              issuer?: string;
              email?: string;
            }[];
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            person: string;
            subject?: string | undefined;
            issuer?: string | undefined;
            email?: string | undefined;
            grants: {
              role:
                | 'office'
                | 'chief'
                | 'approvalChief'
                | 'department'
                | 'leader'
                | 'auditor'
                | 'admin'
                | 'screen';
              counties?: string[] | undefined;
              projects?: string[] | undefined;
              department?: string | undefined;
            }[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/{id}/remove': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/tokens': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              id: string;
              grants: {
                role:
                  | 'office'
                  | 'chief'
                  | 'approvalChief'
                  | 'department'
                  | 'leader'
                  | 'auditor'
                  | 'admin'
                  | 'screen';
                counties?: string[];
                projects?: string[];
                department?: string;
              }[];
              person?: string;
              label: string;
              expiresAt?: string;
              goneOn?: string;
              lastUsedAt: string | null;
            }[];
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            label: string;
            person?: string | undefined;
            grants: {
              role:
                | 'office'
                | 'chief'
                | 'approvalChief'
                | 'department'
                | 'leader'
                | 'auditor'
                | 'admin'
                | 'screen';
              counties?: string[] | undefined;
              projects?: string[] | undefined;
              department?: string | undefined;
            }[];
            expiresAt?: string | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': { id: string; token: string } };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/tokens/{id}/revoke': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          after?: string | undefined;
          limit?: number | undefined;
          county?: string | undefined;
          light?: 'green' | 'yellow' | 'red' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['ProjectGlance'][] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            id: string;
            name: string;
            county: string;
            zone?: string | undefined;
            template: { id: string; version: number };
            signedOn: string;
            industry?: string | undefined;
            category?: 'manufacturing' | 'infrastructure' | 'modernServices' | 'social' | undefined;
            attracted?: boolean | undefined;
            investmentWan?: number | undefined;
            landMu?: number | undefined;
            people?:
              | {
                  role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                  person: string;
                  from: string;
                }[]
              | undefined;
            lines?:
              | { id: string; name: string; kind: 'main' | 'supporting'; serves?: string[] | undefined }[]
              | undefined;
            milestones?:
              | {
                  id: string;
                  name: string;
                  line?: string | undefined;
                  enters?: string | undefined;
                  committedOn?: string | undefined;
                  department?: string | undefined;
                  kind?: string | undefined;
                }[]
              | undefined;
            approvalItems?:
              | {
                  id: string;
                  name: string;
                  department: string;
                  limitWorkdays: number;
                  after?: string[] | undefined;
                  documents?: string[] | undefined;
                  onCommitment?: boolean | undefined;
                }[]
              | undefined;
            factors?: { factor: 'financing' | 'land' | 'energy'; owner: string; dueOn: string }[] | undefined;
            windows?:
              | {
                  id: string;
                  party: string;
                  name: string;
                  opensOn: string;
                  closesOn: string;
                  nextOpensOn?: string | undefined;
                  leadWorkdays: number;
                  prerequisites?: string[] | undefined;
                }[]
              | undefined;
            onSiteOffice?: { everyMonths: number; heldBefore: number; nextOn: string } | undefined;
            history?:
              | (
                  | {
                      type: 'moveTemplate';
                      to: { id: string; version: number };
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'suspendProject';
                      by: string;
                      basis: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'resumeProject'; by: string; reason: string; occurredOn?: string | undefined }
                  | {
                      type: 'terminateProject';
                      by: string;
                      basis: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'excludeFromBatches';
                      by: string;
                      basis: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'amendProject';
                      changes: {
                        name?: string | undefined;
                        zone?: string | undefined;
                        industry?: string | undefined;
                        category?:
                          'manufacturing' | 'infrastructure' | 'modernServices' | 'social' | undefined;
                        attracted?: boolean | undefined;
                        investmentWan?: number | undefined;
                        landMu?: number | undefined;
                      };
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'appointPerson';
                      role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                      person: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'appointActing';
                      role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                      person: string;
                      from: string;
                      to: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'handOver';
                      role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                      to: string;
                      note: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'splitLine';
                      line: string;
                      into: {
                        id: string;
                        name: string;
                        kind: 'main' | 'supporting';
                        serves?: string[] | undefined;
                      }[];
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'mergeLines';
                      lines: string[];
                      into: {
                        id: string;
                        name: string;
                        kind: 'main' | 'supporting';
                        serves?: string[] | undefined;
                      };
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'addMilestone';
                      id: string;
                      name: string;
                      line?: string | undefined;
                      enters?: string | undefined;
                      committedOn?: string | undefined;
                      department?: string | undefined;
                      kind?: string | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'signBaseline';
                      milestone: string;
                      name: string;
                      committedOn: string;
                      by: string;
                      basis: string;
                      reason: string;
                      cause?:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained'
                        | undefined;
                      owner?: string | undefined;
                      shares?:
                        | {
                            days: number;
                            cause:
                              | 'enterprise'
                              | 'department'
                              | 'financing'
                              | 'land'
                              | 'energy'
                              | 'outsideWindow'
                              | 'weather'
                              | 'forceMajeure'
                              | 'recovered'
                              | 'unexplained';
                            owner: string;
                            note?: string | undefined;
                          }[]
                        | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'reforecastMilestone';
                      milestone: string;
                      forecastOn: string;
                      cause?:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained'
                        | undefined;
                      owner?: string | undefined;
                      shares?:
                        | {
                            days: number;
                            cause:
                              | 'enterprise'
                              | 'department'
                              | 'financing'
                              | 'land'
                              | 'energy'
                              | 'outsideWindow'
                              | 'weather'
                              | 'forceMajeure'
                              | 'recovered'
                              | 'unexplained';
                            owner: string;
                            note?: string | undefined;
                          }[]
                        | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'reportProgress';
                      milestone: string;
                      percent: number;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'completeMilestone';
                      milestone: string;
                      evidence?: string | undefined;
                      cause?:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained'
                        | undefined;
                      owner?: string | undefined;
                      shares?:
                        | {
                            days: number;
                            cause:
                              | 'enterprise'
                              | 'department'
                              | 'financing'
                              | 'land'
                              | 'energy'
                              | 'outsideWindow'
                              | 'weather'
                              | 'forceMajeure'
                              | 'recovered'
                              | 'unexplained';
                            owner: string;
                            note?: string | undefined;
                          }[]
                        | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'correctMilestone';
                      milestone: string;
                      reason: string;
                      actualOn?: string | undefined;
                      cause?:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained'
                        | undefined;
                      owner?: string | undefined;
                      shares?:
                        | {
                            days: number;
                            cause:
                              | 'enterprise'
                              | 'department'
                              | 'financing'
                              | 'land'
                              | 'energy'
                              | 'outsideWindow'
                              | 'weather'
                              | 'forceMajeure'
                              | 'recovered'
                              | 'unexplained';
                            owner: string;
                            note?: string | undefined;
                          }[]
                        | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'attributeSlip';
                      milestone: string;
                      slips: string[];
                      shares: {
                        days: number;
                        cause:
                          | 'enterprise'
                          | 'department'
                          | 'financing'
                          | 'land'
                          | 'energy'
                          | 'outsideWindow'
                          | 'weather'
                          | 'forceMajeure'
                          | 'recovered'
                          | 'unexplained';
                        owner: string;
                        note?: string | undefined;
                      }[];
                      by: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'contestSlip';
                      milestone: string;
                      slip: string;
                      by: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'confirmChecklist'; occurredOn?: string | undefined }
                  | {
                      type: 'addApprovalItem';
                      id: string;
                      name: string;
                      department: string;
                      limitWorkdays: number;
                      after?: string[] | undefined;
                      documents?: string[] | undefined;
                      onCommitment?: boolean | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'submitDocument';
                      item: string;
                      document: string;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'startApprovalItem'; item: string; occurredOn?: string | undefined }
                  | { type: 'finishApprovalItem'; item: string; occurredOn?: string | undefined }
                  | {
                      type: 'reopenApprovalItem';
                      item: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'acceptOnCommitment';
                      item: string;
                      by: string;
                      commitment: string;
                      verifyBy?: string | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'verifyApprovalItem';
                      item: string;
                      evidence: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'revokeApprovalItem';
                      item: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'assignAgency';
                      item?: string | undefined;
                      agent: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'meetFactor';
                      factor: string;
                      evidence?: string | undefined;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'loseFactor'; factor: string; reason: string; occurredOn?: string | undefined }
                  | {
                      type: 'meetCondition';
                      condition: string;
                      evidence: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'loseCondition';
                      condition: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'raiseBlocker';
                      blocker: string;
                      title: string;
                      party: string;
                      cause?:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained'
                        | undefined;
                      covers: string[];
                      dueOn: string;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'clearBlocker'; blocker: string; occurredOn?: string | undefined }
                  | {
                      type: 'addWindow';
                      id: string;
                      party: string;
                      name: string;
                      opensOn: string;
                      closesOn: string;
                      nextOpensOn?: string | undefined;
                      leadWorkdays: number;
                      prerequisites?: string[] | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'rescheduleWindow';
                      window: string;
                      opensOn: string;
                      closesOn: string;
                      nextOpensOn?: string | undefined;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'awaitWindow';
                      window: string;
                      milestone: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'prepareWindow';
                      window: string;
                      prerequisite: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'pauseClock';
                      obligation: string;
                      by: string;
                      basis: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'resumeClock';
                      obligation: string;
                      by: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'extendClock';
                      obligation: string;
                      workdays?: number | undefined;
                      dueOn?: string | undefined;
                      by: string;
                      basis: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'requestExtension';
                      obligation: string;
                      workdays?: number | undefined;
                      dueOn?: string | undefined;
                      by: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'refuseExtension';
                      obligation: string;
                      by: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'nameCause';
                      milestone: string;
                      cause:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained';
                      by: string;
                      owner?: string | undefined;
                      note?: string | undefined;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'holdOnSiteOffice'; note?: string | undefined; occurredOn?: string | undefined }
                  | {
                      type: 'issueDirective';
                      directive: string;
                      title: string;
                      owner: string;
                      dueOn: string;
                      source?: string | undefined;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'closeDirective';
                      directive: string;
                      evidence: string;
                      occurredOn?: string | undefined;
                    }
                  | {
                      type: 'reopenDirective';
                      directive: string;
                      reason: string;
                      occurredOn?: string | undefined;
                    }
                  | { type: 'acknowledge'; obligation: string; by: string; occurredOn?: string | undefined }
                )[]
              | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Project'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects/{id}/events': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined };
        header?: never;
        path: { id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Event'][] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects/{id}/rejections': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined };
        header?: never;
        path: { id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Refused'][] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects/{id}/commands': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json':
            | { type: 'moveTemplate'; to: { id: string; version: number }; occurredOn?: string | undefined }
            | {
                type: 'suspendProject';
                by: string;
                basis: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | { type: 'resumeProject'; by: string; reason: string; occurredOn?: string | undefined }
            | {
                type: 'terminateProject';
                by: string;
                basis: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'excludeFromBatches';
                by: string;
                basis: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'amendProject';
                changes: {
                  name?: string | undefined;
                  zone?: string | undefined;
                  industry?: string | undefined;
                  category?: 'manufacturing' | 'infrastructure' | 'modernServices' | 'social' | undefined;
                  attracted?: boolean | undefined;
                  investmentWan?: number | undefined;
                  landMu?: number | undefined;
                };
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'appointPerson';
                role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                person: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'appointActing';
                role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                person: string;
                from: string;
                to: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'handOver';
                role: 'projectChief' | 'approvalChief' | 'department' | 'leaderInCharge' | 'office';
                to: string;
                note: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'splitLine';
                line: string;
                into: {
                  id: string;
                  name: string;
                  kind: 'main' | 'supporting';
                  serves?: string[] | undefined;
                }[];
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'mergeLines';
                lines: string[];
                into: {
                  id: string;
                  name: string;
                  kind: 'main' | 'supporting';
                  serves?: string[] | undefined;
                };
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'addMilestone';
                id: string;
                name: string;
                line?: string | undefined;
                enters?: string | undefined;
                committedOn?: string | undefined;
                department?: string | undefined;
                kind?: string | undefined;
                occurredOn?: string | undefined;
              }
            | {
                type: 'signBaseline';
                milestone: string;
                name: string;
                committedOn: string;
                by: string;
                basis: string;
                reason: string;
                cause?:
                  | 'enterprise'
                  | 'department'
                  | 'financing'
                  | 'land'
                  | 'energy'
                  | 'outsideWindow'
                  | 'weather'
                  | 'forceMajeure'
                  | 'recovered'
                  | 'unexplained'
                  | undefined;
                owner?: string | undefined;
                shares?:
                  | {
                      days: number;
                      cause:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained';
                      owner: string;
                      note?: string | undefined;
                    }[]
                  | undefined;
                occurredOn?: string | undefined;
              }
            | {
                type: 'reforecastMilestone';
                milestone: string;
                forecastOn: string;
                cause?:
                  | 'enterprise'
                  | 'department'
                  | 'financing'
                  | 'land'
                  | 'energy'
                  | 'outsideWindow'
                  | 'weather'
                  | 'forceMajeure'
                  | 'recovered'
                  | 'unexplained'
                  | undefined;
                owner?: string | undefined;
                shares?:
                  | {
                      days: number;
                      cause:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained';
                      owner: string;
                      note?: string | undefined;
                    }[]
                  | undefined;
                occurredOn?: string | undefined;
              }
            | { type: 'reportProgress'; milestone: string; percent: number; occurredOn?: string | undefined }
            | {
                type: 'completeMilestone';
                milestone: string;
                evidence?: string | undefined;
                cause?:
                  | 'enterprise'
                  | 'department'
                  | 'financing'
                  | 'land'
                  | 'energy'
                  | 'outsideWindow'
                  | 'weather'
                  | 'forceMajeure'
                  | 'recovered'
                  | 'unexplained'
                  | undefined;
                owner?: string | undefined;
                shares?:
                  | {
                      days: number;
                      cause:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained';
                      owner: string;
                      note?: string | undefined;
                    }[]
                  | undefined;
                occurredOn?: string | undefined;
              }
            | {
                type: 'correctMilestone';
                milestone: string;
                reason: string;
                actualOn?: string | undefined;
                cause?:
                  | 'enterprise'
                  | 'department'
                  | 'financing'
                  | 'land'
                  | 'energy'
                  | 'outsideWindow'
                  | 'weather'
                  | 'forceMajeure'
                  | 'recovered'
                  | 'unexplained'
                  | undefined;
                owner?: string | undefined;
                shares?:
                  | {
                      days: number;
                      cause:
                        | 'enterprise'
                        | 'department'
                        | 'financing'
                        | 'land'
                        | 'energy'
                        | 'outsideWindow'
                        | 'weather'
                        | 'forceMajeure'
                        | 'recovered'
                        | 'unexplained';
                      owner: string;
                      note?: string | undefined;
                    }[]
                  | undefined;
                occurredOn?: string | undefined;
              }
            | {
                type: 'attributeSlip';
                milestone: string;
                slips: string[];
                shares: {
                  days: number;
                  cause:
                    | 'enterprise'
                    | 'department'
                    | 'financing'
                    | 'land'
                    | 'energy'
                    | 'outsideWindow'
                    | 'weather'
                    | 'forceMajeure'
                    | 'recovered'
                    | 'unexplained';
                  owner: string;
                  note?: string | undefined;
                }[];
                by: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'contestSlip';
                milestone: string;
                slip: string;
                by: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | { type: 'confirmChecklist'; occurredOn?: string | undefined }
            | {
                type: 'addApprovalItem';
                id: string;
                name: string;
                department: string;
                limitWorkdays: number;
                after?: string[] | undefined;
                documents?: string[] | undefined;
                onCommitment?: boolean | undefined;
                occurredOn?: string | undefined;
              }
            | { type: 'submitDocument'; item: string; document: string; occurredOn?: string | undefined }
            | { type: 'startApprovalItem'; item: string; occurredOn?: string | undefined }
            | { type: 'finishApprovalItem'; item: string; occurredOn?: string | undefined }
            | { type: 'reopenApprovalItem'; item: string; reason: string; occurredOn?: string | undefined }
            | {
                type: 'acceptOnCommitment';
                item: string;
                by: string;
                commitment: string;
                verifyBy?: string | undefined;
                occurredOn?: string | undefined;
              }
            | { type: 'verifyApprovalItem'; item: string; evidence: string; occurredOn?: string | undefined }
            | { type: 'revokeApprovalItem'; item: string; reason: string; occurredOn?: string | undefined }
            | {
                type: 'assignAgency';
                item?: string | undefined;
                agent: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'meetFactor';
                factor: string;
                evidence?: string | undefined;
                occurredOn?: string | undefined;
              }
            | { type: 'loseFactor'; factor: string; reason: string; occurredOn?: string | undefined }
            | { type: 'meetCondition'; condition: string; evidence: string; occurredOn?: string | undefined }
            | { type: 'loseCondition'; condition: string; reason: string; occurredOn?: string | undefined }
            | {
                type: 'raiseBlocker';
                blocker: string;
                title: string;
                party: string;
                cause?:
                  | 'enterprise'
                  | 'department'
                  | 'financing'
                  | 'land'
                  | 'energy'
                  | 'outsideWindow'
                  | 'weather'
                  | 'forceMajeure'
                  | 'recovered'
                  | 'unexplained'
                  | undefined;
                covers: string[];
                dueOn: string;
                occurredOn?: string | undefined;
              }
            | { type: 'clearBlocker'; blocker: string; occurredOn?: string | undefined }
            | {
                type: 'addWindow';
                id: string;
                party: string;
                name: string;
                opensOn: string;
                closesOn: string;
                nextOpensOn?: string | undefined;
                leadWorkdays: number;
                prerequisites?: string[] | undefined;
                occurredOn?: string | undefined;
              }
            | {
                type: 'rescheduleWindow';
                window: string;
                opensOn: string;
                closesOn: string;
                nextOpensOn?: string | undefined;
                reason: string;
                occurredOn?: string | undefined;
              }
            | { type: 'awaitWindow'; window: string; milestone: string; occurredOn?: string | undefined }
            | { type: 'prepareWindow'; window: string; prerequisite: string; occurredOn?: string | undefined }
            | {
                type: 'pauseClock';
                obligation: string;
                by: string;
                basis: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'resumeClock';
                obligation: string;
                by: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'extendClock';
                obligation: string;
                workdays?: number | undefined;
                dueOn?: string | undefined;
                by: string;
                basis: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'requestExtension';
                obligation: string;
                workdays?: number | undefined;
                dueOn?: string | undefined;
                by: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'refuseExtension';
                obligation: string;
                by: string;
                reason: string;
                occurredOn?: string | undefined;
              }
            | {
                type: 'nameCause';
                milestone: string;
                cause:
                  | 'enterprise'
                  | 'department'
                  | 'financing'
                  | 'land'
                  | 'energy'
                  | 'outsideWindow'
                  | 'weather'
                  | 'forceMajeure'
                  | 'recovered'
                  | 'unexplained';
                by: string;
                owner?: string | undefined;
                note?: string | undefined;
                occurredOn?: string | undefined;
              }
            | { type: 'holdOnSiteOffice'; note?: string | undefined; occurredOn?: string | undefined }
            | {
                type: 'issueDirective';
                directive: string;
                title: string;
                owner: string;
                dueOn: string;
                source?: string | undefined;
                occurredOn?: string | undefined;
              }
            | { type: 'closeDirective'; directive: string; evidence: string; occurredOn?: string | undefined }
            | { type: 'reopenDirective'; directive: string; reason: string; occurredOn?: string | undefined }
            | { type: 'acknowledge'; obligation: string; by: string; occurredOn?: string | undefined };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects/{id}/attachments': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query: { name: string; about?: string | undefined };
        header?: never;
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/octet-stream': string } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': { id: string; name: string; media: string; bytes: number } };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projects/{id}/attachments/{sha}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string; sha: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/octet-stream': string } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/targets': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            id: string;
            county: string;
            name: string;
            owner: string;
            from: string;
            to: string;
            goal: number;
            unit: string;
            kind: 'amount' | 'rate';
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/targets/{id}/reports': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { value: number; occurredOn?: string | undefined } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Rules'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/templates': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            id: string;
            version: number;
            name: { zh: string; en: string };
            stages: {
              id: string;
              name: { zh: string; en: string };
              whenEvery?: true | undefined;
              reachedBy?: 'checklistBegun' | 'gate' | undefined;
              gate?:
                | (
                    | { type: 'checklist' }
                    | { type: 'approvalItem'; item: string }
                    | { type: 'factor'; factor: 'financing' | 'land' | 'energy' }
                    | { type: 'evidence'; id: string; name: { zh: string; en: string } }
                    | { type: 'supportingWorks' }
                    | { type: 'noBlocker' }
                  )[]
                | undefined;
              counts?: 'performed' | 'started' | 'producing' | 'commissioned' | undefined;
            }[];
            milestones?:
              | {
                  id: string;
                  name: { zh: string; en: string };
                  on: 'project' | 'main' | 'supporting';
                  enters?: string | undefined;
                  after?: string[] | undefined;
                }[]
              | undefined;
            approvalItems?:
              | {
                  id: string;
                  name: { zh: string; en: string };
                  department: string;
                  limitWorkdays?: number | undefined;
                  after?: string[] | undefined;
                  documents?: string[] | undefined;
                  onCommitment?: true | undefined;
                }[]
              | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/templates/{id}/{version}/moves': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { county?: string | undefined };
        header?: never;
        path: { id: string; version: number };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['TemplateMove'][] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/policies': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            id: string;
            version: number;
            rungTime: string;
            ladders: {
              statutory: {
                rung: 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';
                name: { zh: string; en: string };
                afterWorkdays: number;
                tell: (
                  | 'projectChief'
                  | 'approvalChief'
                  | 'agency'
                  | 'department'
                  | 'leaderInCharge'
                  | 'office'
                  | 'owner'
                )[];
              }[];
              commitment: {
                rung: 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';
                name: { zh: string; en: string };
                afterWorkdays: number;
                tell: (
                  | 'projectChief'
                  | 'approvalChief'
                  | 'agency'
                  | 'department'
                  | 'leaderInCharge'
                  | 'office'
                  | 'owner'
                )[];
              }[];
              internal: {
                rung: 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';
                name: { zh: string; en: string };
                afterWorkdays: number;
                tell: (
                  | 'projectChief'
                  | 'approvalChief'
                  | 'agency'
                  | 'department'
                  | 'leaderInCharge'
                  | 'office'
                  | 'owner'
                )[];
              }[];
            };
            extensions: {
              statutory: { times: number; workdays: number } | null;
              commitment: { times: number; workdays: number } | null;
              internal: { times: number; workdays: number } | null;
            };
            lights: {
              obligation: (
                | { when: 'late'; light: 'yellow' | 'red'; workdays?: number | undefined }
                | { when: 'nearDue'; light: 'yellow' | 'red'; workdays: number }
                | { when: 'madeUpLate'; light: 'yellow' | 'red'; workdays: number }
                | { when: 'forecastLate'; light: 'yellow' | 'red' }
                | { when: 'waiting'; light: 'yellow' | 'red' }
                | { when: 'progressBelow'; light: 'yellow' | 'red'; percent: number }
                | {
                    when: 'pointsBehind';
                    light: 'yellow' | 'red';
                    points: number;
                    strictly?: true | undefined;
                  }
              )[];
              project: (
                | { when: 'notStarted'; light: 'yellow' | 'red'; months: number }
                | { when: 'yellowInARow'; light: 'red'; reviews: number }
              )[];
            };
            acknowledgementWorkdays: number;
            verificationWorkdays: number;
            sync: { lateDays: number; earlyDays: number };
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/policies/preview': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: { county?: string | undefined }; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            id: string;
            version: number;
            rungTime: string;
            ladders: {
              statutory: {
                rung: 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';
                name: { zh: string; en: string };
                afterWorkdays: number;
                tell: (
                  | 'projectChief'
                  | 'approvalChief'
                  | 'agency'
                  | 'department'
                  | 'leaderInCharge'
                  | 'office'
                  | 'owner'
                )[];
              }[];
              commitment: {
                rung: 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';
                name: { zh: string; en: string };
                afterWorkdays: number;
                tell: (
                  | 'projectChief'
                  | 'approvalChief'
                  | 'agency'
                  | 'department'
                  | 'leaderInCharge'
                  | 'office'
                  | 'owner'
                )[];
              }[];
              internal: {
                rung: 'remind' | 'due' | 'chief' | 'department' | 'leader' | 'severe' | 'onSiteOffice';
                name: { zh: string; en: string };
                afterWorkdays: number;
                tell: (
                  | 'projectChief'
                  | 'approvalChief'
                  | 'agency'
                  | 'department'
                  | 'leaderInCharge'
                  | 'office'
                  | 'owner'
                )[];
              }[];
            };
            extensions: {
              statutory: { times: number; workdays: number } | null;
              commitment: { times: number; workdays: number } | null;
              internal: { times: number; workdays: number } | null;
            };
            lights: {
              obligation: (
                | { when: 'late'; light: 'yellow' | 'red'; workdays?: number | undefined }
                | { when: 'nearDue'; light: 'yellow' | 'red'; workdays: number }
                | { when: 'madeUpLate'; light: 'yellow' | 'red'; workdays: number }
                | { when: 'forecastLate'; light: 'yellow' | 'red' }
                | { when: 'waiting'; light: 'yellow' | 'red' }
                | { when: 'progressBelow'; light: 'yellow' | 'red'; percent: number }
                | {
                    when: 'pointsBehind';
                    light: 'yellow' | 'red';
                    points: number;
                    strictly?: true | undefined;
                  }
              )[];
              project: (
                | { when: 'notStarted'; light: 'yellow' | 'red'; months: number }
                | { when: 'yellowInARow'; light: 'red'; reviews: number }
              )[];
            };
            acknowledgementWorkdays: number;
            verificationWorkdays: number;
            sync: { lateDays: number; earlyDays: number };
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['PolicyPreview'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/calendar': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            year: number;
            source: string;
            effectiveOn: string;
            status: 'published' | 'provisional';
            holidays: string[];
            makeUpWorkdays: string[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/calendar/preview': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            year: number;
            source: string;
            effectiveOn: string;
            status: 'published' | 'provisional';
            holidays: string[];
            makeUpWorkdays: string[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['CalendarPreview'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notices': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          person?: string | undefined;
          project?: string | undefined;
          after?: string | undefined;
          limit?: number | undefined;
          asOf?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          status?: 'open' | 'sent' | 'undeliverable' | 'muted' | 'withdrawn' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Notice'][] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notices/{id}/retry': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { by: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notices/{id}/mute': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { by: string; reason: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notices/{id}/revoke-link': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { by: string; reason: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/contacts': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              person: string;
              language?: 'zh' | 'en';
              channels: { channel: string; address: string; mobile?: string }[];
              hours?: { from: string; to: string };
              digestAt?: string;
              id: string;
            }[];
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/contacts/{id}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              person: string;
              language?: 'zh' | 'en';
              channels: { channel: string; address: string; mobile?: string }[];
              hours?: { from: string; to: string };
              digestAt?: string;
              id: string;
            };
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            person: string;
            language?: 'zh' | 'en' | undefined;
            channels: { channel: string; address: string; mobile?: string | undefined }[];
            hours?: { from: string; to: string } | undefined;
            digestAt?: string | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/links/rotate': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: { 'application/json': { by: string; reason: string; voidOld?: boolean | undefined } };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/links/revoke': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { person: string; by: string; reason: string } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': { revoked: number } } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/review': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          asOf?: string | undefined;
          county?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          format?: 'json' | 'docx' | 'html' | 'pdf' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Review'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reports/daily': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          on?: string | undefined;
          filed?: 'true' | undefined;
          county?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          format?: 'json' | 'docx' | 'html' | 'pdf' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Report'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reports/monthly': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          month?: string | undefined;
          filed?: 'true' | undefined;
          county?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          format?: 'json' | 'docx' | 'html' | 'pdf' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Report'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reports/brief': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query: {
          leader: string;
          on?: string | undefined;
          county?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          format?: 'json' | 'docx' | 'html' | 'pdf' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Report'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reports/targets': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          on?: string | undefined;
          filed?: 'true' | undefined;
          county?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          format?: 'json' | 'docx' | 'html' | 'pdf' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Report'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/batches': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query: {
          from: string;
          to?: string | undefined;
          county?: string | undefined;
          basis?: 'true' | 'known' | undefined;
          format?: 'json' | 'docx' | 'html' | 'pdf' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Report'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reports': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          'application/json': {
            kind: 'weekly' | 'daily' | 'monthly';
            on: string;
            county?: string | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Filed'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rules/office': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            weekly: { weekday: number; time: string };
            daily: { time: string } | null;
            monthly: { day: number; time: string } | null;
            onHoliday: 'next' | 'previous';
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reviews': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined; county?: string | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['ReviewsHeld'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reviews/{date}': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { county?: string | undefined; format?: 'json' | 'docx' | 'html' | 'pdf' | undefined };
        header?: never;
        path: { date: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Review'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reviews/{date}/corrections': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { county?: string | undefined; format?: 'json' | 'docx' | 'html' | 'pdf' | undefined };
        header?: never;
        path: { date: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Report'];
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document': string;
            'text/html; charset=utf-8': string;
            'application/pdf': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        501: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { date: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { text: string; by: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reviews/{date}/freeze': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: never;
        path: { date: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { remarks?: string[] | undefined } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Filed'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reviews/{date}/directives': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { county?: string | undefined };
        header?: never;
        path: { date: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Directives'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/ledger': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query: {
          county: string;
          format?: 'xlsx' | 'csv' | undefined;
          table?: 'projects' | 'lines' | 'items' | 'milestones' | undefined;
          light?: 'green' | 'yellow' | 'red' | undefined;
          stage?: string | undefined;
          asOf?: string | undefined;
          basis?: 'true' | 'known' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
            'text/csv': string;
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/ledger/plan': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query: { county: string; name?: string | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/octet-stream': string } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['LedgerPlan'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/ledger/errors': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query: { county: string; name?: string | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/octet-stream': string } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/ledger/apply': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query: {
          county: string;
          name?: string | undefined;
          digest?: string | undefined;
          partial?: 'true' | undefined;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/octet-stream': string } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/x-ndjson': {
              project?: string;
              name?: string;
              refused?: { zh: string; en: string };
              done?: number;
              of?: number;
            };
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/ledger/mapping': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query: { county: string }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              projects?: {
                [key: string]:
                  | 'id'
                  | 'name'
                  | 'county'
                  | 'zone'
                  | 'industry'
                  | 'category'
                  | 'attracted'
                  | 'template'
                  | 'investmentWan'
                  | 'landMu'
                  | 'signedOn'
                  | 'chief'
                  | 'approvalChief'
                  | 'leader'
                  | 'office'
                  | 'checklistOn'
                  | 'financingOwner'
                  | 'financingDueOn'
                  | 'financingMetOn'
                  | 'landOwner'
                  | 'landDueOn'
                  | 'landMetOn'
                  | 'energyOwner'
                  | 'energyDueOn'
                  | 'energyMetOn'
                  | 'startCommittedOn'
                  | 'startForecastOn'
                  | 'startActualOn'
                  | 'productionCommittedOn'
                  | 'productionForecastOn'
                  | 'productionActualOn'
                  | 'fullCommittedOn'
                  | 'fullForecastOn'
                  | 'fullActualOn'
                  | null;
              };
              lines?: { [key: string]: 'id' | 'name' | 'line' | 'lineName' | 'lineKind' | 'serves' | null };
              items?: {
                [key: string]:
                  | 'id'
                  | 'name'
                  | 'item'
                  | 'itemName'
                  | 'department'
                  | 'limitWorkdays'
                  | 'startedOn'
                  | 'finishedOn'
                  | null;
              };
              milestones?: {
                [key: string]:
                  | 'id'
                  | 'name'
                  | 'milestone'
                  | 'milestoneName'
                  | 'line'
                  | 'enters'
                  | 'department'
                  | 'committedOn'
                  | 'forecastOn'
                  | 'actualOn'
                  | 'progress'
                  | null;
              };
            };
          };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put: {
      parameters: {
        query: { county: string };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            projects?:
              | {
                  [key: string]:
                    | 'id'
                    | 'name'
                    | 'county'
                    | 'zone'
                    | 'industry'
                    | 'category'
                    | 'attracted'
                    | 'template'
                    | 'investmentWan'
                    | 'landMu'
                    | 'signedOn'
                    | 'chief'
                    | 'approvalChief'
                    | 'leader'
                    | 'office'
                    | 'checklistOn'
                    | 'financingOwner'
                    | 'financingDueOn'
                    | 'financingMetOn'
                    | 'landOwner'
                    | 'landDueOn'
                    | 'landMetOn'
                    | 'energyOwner'
                    | 'energyDueOn'
                    | 'energyMetOn'
                    | 'startCommittedOn'
                    | 'startForecastOn'
                    | 'startActualOn'
                    | 'productionCommittedOn'
                    | 'productionForecastOn'
                    | 'productionActualOn'
                    | 'fullCommittedOn'
                    | 'fullForecastOn'
                    | 'fullActualOn'
                    | null;
                }
              | undefined;
            lines?:
              | { [key: string]: 'id' | 'name' | 'line' | 'lineName' | 'lineKind' | 'serves' | null }
              | undefined;
            items?:
              | {
                  [key: string]:
                    | 'id'
                    | 'name'
                    | 'item'
                    | 'itemName'
                    | 'department'
                    | 'limitWorkdays'
                    | 'startedOn'
                    | 'finishedOn'
                    | null;
                }
              | undefined;
            milestones?:
              | {
                  [key: string]:
                    | 'id'
                    | 'name'
                    | 'milestone'
                    | 'milestoneName'
                    | 'line'
                    | 'enters'
                    | 'department'
                    | 'committedOn'
                    | 'forecastOn'
                    | 'actualOn'
                    | 'progress'
                    | null;
                }
              | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/changes': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; names?: 'type' | 'none' | undefined };
        header?: { 'last-event-id'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'text/event-stream': string } };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { after?: string | undefined; limit?: number | undefined; county?: string | undefined };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Webhook'][] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            label: string;
            url: string;
            types?: string[] | undefined;
            names?: boolean | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['WebhookSecret'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/secret': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { voidOld?: boolean | undefined } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['WebhookSecret'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/disable': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/resume': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { after?: string | undefined } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/remove': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: { 'idempotency-key'?: string | undefined; 'if-match'?: string | undefined };
        path: { id: string };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': { reason: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Answer'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/ping': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: { county?: string | undefined };
        header?: never;
        path: { id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Pinged'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clock': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/json': components['schemas']['Clock'] };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clock/advance': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { 'application/json': { by: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { 'application/x-ndjson': { at?: string; error?: string } };
        };
        400: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        403: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        409: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        412: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        415: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        422: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        429: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        500: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: { [name: string]: unknown };
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    Problem: {
      type: string;
      status: number;
      code: string;
      title: string;
      detail: string;
      message: { zh: string; en: string };
      field?: string;
      requestId?: string;
    };
    Answer: { version: number; duplicate: boolean; events: components['schemas']['Event'][] };
    Event: {
      position: string;
      stream: string;
      version: number;
      type: string;
      data: { [key: string]: unknown };
      occurredOn: string;
      recordedAt: string;
      actor: string;
      commandId: string;
    };
    ProjectGlance: {
      id: string;
      name: string;
      county: string;
      standings: number;
      stage: { id: string; name: { zh: string; en: string } };
      light: 'green' | 'yellow' | 'red';
      why: { zh: string; en: string };
    };
    Project: {
      version: number;
      face: components['schemas']['Face'];
      project: { id: string; name: string; county: string; [key: string]: unknown };
      standings: components['schemas']['Standing'][];
      sync: { work: string; name: string; verdict: string; [key: string]: unknown }[];
      startUnmet: { [key: string]: unknown }[];
    };
    Face: {
      id: string;
      name: string;
      county: string;
      stage: string;
      stageName: { zh: string; en: string };
      light: 'green' | 'yellow' | 'red';
      chief: string;
      finished: boolean;
      nextDueAt: string | null;
      [key: string]: unknown;
    };
    Standing: {
      obligation: string;
      title: string;
      status: 'done' | 'onTrack' | 'nearDue' | 'late' | 'waiting';
      light: 'green' | 'yellow' | 'red';
      dueOn: string;
      workdaysLate: number;
      [key: string]: unknown;
    };
    Refused: {
      command_id: string;
      command: { [key: string]: unknown };
      code: string;
      message: { zh: string; en: string };
      actor: string;
      recorded_at: string;
    };
    Rules: {
      calendar: { [key: string]: unknown };
      policy: { [key: string]: unknown };
      policies: { [key: string]: { [key: string]: unknown } };
      templates: { [key: string]: unknown }[];
    };
    TemplateMove: {
      project: string;
      name: string;
      data: { [key: string]: unknown };
      stageBefore: string;
      stageAfter: string;
      newlyUnmet: string[];
    };
    PolicyPreview: {
      lights: {
        project: string;
        name: string;
        before: {
          light: 'green' | 'yellow' | 'red';
          why: { zh: string; en: string };
          [key: string]: unknown;
        };
        after: { light: 'green' | 'yellow' | 'red'; why: { zh: string; en: string }; [key: string]: unknown };
      }[];
      rungs: {
        project: string;
        name: string;
        obligation: string;
        title: string;
        before?: { rung: string; name: { zh: string; en: string }; on: string; to: string[] };
        after?: { rung: string; name: { zh: string; en: string }; on: string; to: string[] };
      }[];
    };
    CalendarPreview: {
      days: string[];
      moves: {
        project: string;
        name: string;
        obligation: string;
        title: string;
        from: string;
        dueOn: string;
        reason: { zh: string; en: string };
      }[];
    };
    Notice: {
      id: string;
      stream: string;
      person: string;
      role: string;
      rung: string;
      obligation: string;
      text: { zh: string; en: string };
      created_at: string;
      [key: string]: unknown;
    };
    Review: {
      asOf: string;
      since: string;
      previous: string | null;
      counties: {
        county: string;
        figures: {
          id: string;
          label: { zh: string; en: string };
          value: number;
          projects: string[];
          [key: string]: unknown;
        }[];
      }[];
      agenda: components['schemas']['AgendaLine'][];
      caughtUp: { [key: string]: unknown }[];
      forecasts: { [key: string]: unknown }[];
      changes: { [key: string]: unknown }[];
      projects: { [key: string]: unknown }[];
      targets: { [key: string]: unknown }[];
      [key: string]: unknown;
    };
    AgendaLine: {
      project: string;
      name: string;
      county: string;
      obligation: string;
      title: string;
      section: 'newlyRed' | 'stillRed' | 'watch' | 'waiting' | 'dueSoon' | 'directives';
      light: 'green' | 'yellow' | 'red';
      why: { zh: string; en: string };
      dueOn: string;
      weeks: number;
      workdaysLate: number;
      [key: string]: unknown;
    };
    Report: { [key: string]: unknown };
    Filed: { stream: string };
    ReviewsHeld: { [key: string]: unknown }[];
    Directives: { [key: string]: unknown }[];
    LedgerPlan: {
      digest: string;
      county: string;
      unchanged: number;
      changes: {
        project: string;
        name: string;
        isNew: boolean;
        commands: number;
        differences: { text: { zh: string; en: string }; at: string }[];
        faults: { path: string; message: { zh: string; en: string } }[];
      }[];
      faults: { path: string; message: { zh: string; en: string } }[];
      notes: { zh: string; en: string }[];
      unknown: { table: string; header: string }[];
    };
    Webhook: {
      id: string;
      label: string;
      url: string;
      county?: string;
      types?: string[];
      names: boolean;
      status: 'ok' | 'failing' | 'disabled';
      reason?: { zh: string; en: string };
      progress: {
        position: string;
        attempts: number;
        failingSince: string | null;
        nextAt: string | null;
        said: string | null;
        deliveredAt: string | null;
      } | null;
    };
    WebhookSecret: { id: string; secret: string };
    Pinged: { taken: boolean; said?: string };
    Clock: {
      mode: 'real' | 'demo';
      offsetMs?: number;
      startedAt: string;
      now: string;
      temporalUiUrl: string | null;
    };
  };
}

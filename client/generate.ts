/**
 * `npm run client`: writes `client/api.ts`, the types that openapi-fetch calls the API by, from its OpenAPI
 * document. (openapi-typescript needs the compiler's old programming interface, which TypeScript 7 has not.)
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createApp } from '../api/app.ts';
import { openSystem } from '../store/system.ts';

export const CLIENT_FILE = join(import.meta.dirname, 'api.ts');

interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Content {
  content?: Record<string, { schema: Schema }>;
}
interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content>;
}
export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const PLACES = ['query', 'header', 'path', 'cookie'] as const;
const key = (name: string): string => JSON.stringify(name);
/** What goes in may be undefined where it may be missing: it is not sent. */
const field = (name: string, required: boolean | undefined, type: string, goesIn: boolean): string =>
  required ? `${key(name)}: ${type};` : `${key(name)}?: ${type}${goesIn ? ' | undefined' : ''};`;

/** A schema as a type. */
function typeOf(schema: Schema, goesIn = false): string {
  if (schema.$ref !== undefined) return `components['schemas'][${key(schema.$ref.split('/').at(-1)!)}]`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ');
  const any = schema.anyOf ?? schema.oneOf;
  if (any) return any.map((s) => `(${typeOf(s, goesIn)})`).join(' | ');
  if (schema.allOf) return schema.allOf.map((s) => `(${typeOf(s, goesIn)})`).join(' & ');
  const kinds = [schema.type ?? []].flat();
  return kinds.length === 0 ? 'unknown' : kinds.map((kind) => typeOfKind(kind, schema, goesIn)).join(' | ');
}

function typeOfKind(kind: string, schema: Schema, goesIn: boolean): string {
  if (kind === 'integer') return 'number';
  if (kind === 'array') return `(${typeOf(schema.items ?? {}, goesIn)})[]`;
  if (kind !== 'object') return kind;
  const { properties = {}, required = [], additionalProperties: more } = schema;
  const fields = Object.entries(properties).map(([name, s]) =>
    field(name, required.includes(name), typeOf(s, goesIn), goesIn),
  );
  const rest = typeof more === 'object' && fields.length === 0 ? typeOf(more, goesIn) : 'unknown';
  if (more !== undefined && more !== false) fields.push(`[key: string]: ${rest};`);
  return `{ ${fields.join(' ')} }`;
}

const contentOf = ({ content }: Content, goesIn = false): string =>
  content
    ? `{ ${Object.entries(content)
        .map(([type, { schema }]) => `${key(type)}: ${typeOf(schema, goesIn)};`)
        .join(' ')} }`
    : '{ [type: string]: never }';

function operation({ parameters = [], requestBody, responses }: Operation): string {
  const places = PLACES.map((place) => {
    const own = parameters.filter((p) => p.in === place);
    if (own.length === 0) return `${place}?: never;`;
    const fields = own.map((p) => field(p.name, p.required, typeOf(p.schema, true), true));
    return `${place}${own.some((p) => p.required) ? '' : '?'}: { ${fields.join(' ')} };`;
  });
  const answers = Object.entries(responses).map(
    ([status, r]) =>
      `${/^\d+$/.test(status) ? status : key(status)}: { headers: { [name: string]: unknown }; content: ${contentOf(r)} };`,
  );
  const body = requestBody
    ? `requestBody${requestBody.required ? '' : '?'}: { content: ${contentOf(requestBody, true)} };`
    : 'requestBody?: never;';
  return `{ parameters: { ${places.join(' ')} }; ${body} responses: { ${answers.join(' ')} } }`;
}

/** The OpenAPI document of the API: it needs no database. */
export async function openApi(): Promise<Document> {
  const system = openSystem('postgres://nobody@127.0.0.1:1/none', undefined, '00'.repeat(32));
  const answer = await createApp({ system }).request('/v1/openapi.json');
  await system.close();
  return (await answer.json()) as Document;
}

/** The file as the document says it now. */
export async function written(): Promise<string> {
  const { paths, components } = await openApi();
  const routes = Object.entries(paths).map(([path, item]) => {
    const methods = METHODS.map((m) => (item[m] ? `${m}: ${operation(item[m])};` : `${m}?: never;`));
    return `${key(path)}: { parameters: { query?: never; header?: never; path?: never; cookie?: never }; ${methods.join(' ')} };`;
  });
  const schemas = Object.entries(components.schemas).map(([name, s]) => `${key(name)}: ${typeOf(s)};`);
  const text = `/** Written by \`npm run client\` from the OpenAPI document; not by hand. */
export interface paths { ${routes.join('\n')} }
export interface components { schemas: { ${schemas.join('\n')} } }`;
  return format(text, { ...(await resolveConfig(CLIENT_FILE)), parser: 'typescript' });
}

if (process.argv[1] === import.meta.filename) writeFileSync(CLIENT_FILE, await written());

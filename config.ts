/** The only reader of `process.env`. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { homedir } from 'node:os';
import type { AttachmentSettings } from './attachments/store.ts';
import type { PayloadKey } from './worker/payload-codec.ts';

export interface Config {
  /** Data folder of the embedded default. */
  dataDir: string;
  /** Built or fetched programs that may be kept for the next time. */
  cacheDir: string;
  port: number;
  /** Given: an outside Postgres, and with it the real clock. */
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  temporalNamespace: string;
  /** TLS to an outside Temporal; undefined: in the clear. */
  temporalAccess: TemporalAccess | undefined;
  /** Where Temporal's own pages are, for whoever runs the system. */
  temporalUiUrl: string | undefined;
  /** Bearer token of the office. */
  token: string | undefined;
  /** Master key of personal data: 64 hexadecimal digits. Never printed. */
  key: string | undefined;
  /** Address of the API, for the CLI. */
  url: string | undefined;
  /** Address the API listens on. Loopback, unless it is to be reached from elsewhere. */
  host: string;
  path: string;
  /** The browser that prints PDF; by itself the first on the path. */
  chromium: string | undefined;
  /** Settings of the notice channels, YAML or JSON. */
  channelsFile: string | undefined;
  /** Where people reach the API: what the links in messages begin with. */
  publicUrl: string | undefined;
  /** Where users sign in, beside tokens. */
  oidc: OidcSettings | undefined;
  /** Hosts of the intranet to which webhooks may go, also without TLS. */
  webhookHosts: string[];
  /** How long the API still answers, not ready any more, after it was told to stop. */
  drainSeconds: number;
  /** Requests a minute of one token or address; 0 for no limit. */
  requestsPerMinute: number;
  /** A statement of API or worker that takes longer is ended by the database; 0 for no limit. */
  statementSeconds: number;
  /** Where faults of security are reported: an address that `security.txt` names. */
  securityContact: string | undefined;
  /** A session in a browser that makes no request for so long ends; 0: only after its twelve hours. */
  idleMinutes: number;
  /** Where the worker says how it is; without it nowhere. */
  workerPort: number | undefined;
  /** `address:port` at which Temporal's own metrics are read. */
  temporalMetrics: string | undefined;
  /** Where traces go; undefined: they are off. The SDK reads the other `OTEL_*` variables by itself. */
  traces: 'otlp' | 'console' | undefined;
  /** Of what Temporal is given: the first encrypts, all decrypt. Never printed. */
  payloadKeys: PayloadKey[];
  /** Where attachments lie. */
  attachments: AttachmentSettings;
  /** A variable that the settings of the channels name: `env:NAME`. */
  secret: (name: string) => string | undefined;
}

/** How a Temporal behind TLS is reached: paths of PEM files, and a key that is never printed. */
export interface TemporalAccess {
  /** Who vouches for the server; by itself whom the machine trusts. */
  ca?: string | undefined;
  /** This system's own certificate and its private key, where the server asks for one. */
  pair?: { cert: string; key: string } | undefined;
  apiKey?: string | undefined;
}

/** This system at an OpenID Connect provider. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Without one it is a public client: PKCE alone proves it. */
  clientSecret?: string | undefined;
}

/** Reads the configuration. Throws an `Error` that names the variable when a value can't be used. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT=${env.PORT}: 端口应为 0–65535 的整数 / must be a whole number from 0 to 65535`);
  }
  const dataDir = resolve(text(env.QUANCHENG_DATA) ?? join(import.meta.dirname, '.quancheng'));
  return {
    dataDir,
    cacheDir: join(text(env.XDG_CACHE_HOME) ?? join(homedir(), '.cache'), 'quancheng'),
    port,
    databaseUrl: text(env.DATABASE_URL),
    temporalAddress: text(env.TEMPORAL_ADDRESS),
    temporalNamespace: text(env.TEMPORAL_NAMESPACE) ?? 'default',
    temporalAccess: temporalAccess(env),
    temporalUiUrl: webAddress('QUANCHENG_TEMPORAL_UI', text(env.QUANCHENG_TEMPORAL_UI)),
    token: text(env.QUANCHENG_TOKEN) ?? content(join(dataDir, 'token')),
    key: text(env.QUANCHENG_KEY) ?? content(join(dataDir, 'key')),
    url: webAddress('QUANCHENG_URL', text(env.QUANCHENG_URL)),
    host: text(env.HOST) ?? '127.0.0.1',
    path: env.PATH ?? '',
    chromium: text(env.QUANCHENG_CHROMIUM),
    channelsFile: text(env.QUANCHENG_CHANNELS),
    publicUrl: webAddress('QUANCHENG_PUBLIC_URL', text(env.QUANCHENG_PUBLIC_URL)),
    oidc: oidcSettings(env),
    webhookHosts: (text(env.QUANCHENG_WEBHOOK_HOSTS) ?? '').split(',').flatMap((h) => h.trim() || []),
    drainSeconds: whole(env, 'QUANCHENG_DRAIN_SECONDS', 3_600) ?? 0,
    requestsPerMinute: whole(env, 'QUANCHENG_REQUESTS_PER_MINUTE', 10_000_000) ?? 30_000,
    statementSeconds: whole(env, 'QUANCHENG_STATEMENT_SECONDS', 86_400) ?? 30,
    securityContact: contact('QUANCHENG_SECURITY_CONTACT', text(env.QUANCHENG_SECURITY_CONTACT)),
    idleMinutes: whole(env, 'QUANCHENG_SESSION_IDLE_MINUTES', 720) ?? 30,
    workerPort: whole(env, 'QUANCHENG_WORKER_PORT', 65_535),
    temporalMetrics: text(env.QUANCHENG_TEMPORAL_METRICS),
    traces: traceSettings(env),
    payloadKeys: payloadKeys(text(env.TEMPORAL_PAYLOAD_KEYS)),
    attachments: attachmentSettings(env, dataDir),
    secret: (name) => text(env[name]),
  };
}

function oidcSettings(env: NodeJS.ProcessEnv): OidcSettings | undefined {
  const issuer = webAddress('QUANCHENG_OIDC_ISSUER', text(env.QUANCHENG_OIDC_ISSUER));
  if (issuer === undefined) return undefined;
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new Error(
      'QUANCHENG_OIDC_ISSUER: 除本机外须用 https / must be https, unless it is on this machine',
    );
  const clientId = text(env.QUANCHENG_OIDC_CLIENT_ID);
  if (clientId === undefined)
    throw new Error(
      'QUANCHENG_OIDC_CLIENT_ID: 与 QUANCHENG_OIDC_ISSUER 同时设置 / set it together with QUANCHENG_OIDC_ISSUER',
    );
  return { issuer, clientId, clientSecret: text(env.QUANCHENG_OIDC_CLIENT_SECRET) };
}

/** On by `TEMPORAL_TLS=true`, or by anything that needs it. What a file holds is never in what is said of it. */
function temporalAccess(env: NodeJS.ProcessEnv): TemporalAccess | undefined {
  const wanted = text(env.TEMPORAL_TLS);
  if (wanted !== undefined && wanted !== 'true' && wanted !== 'false')
    throw new Error(`TEMPORAL_TLS=${wanted}: 应为 true 或 false / must be true or false`);
  const apiKey = text(env.TEMPORAL_API_KEY);
  const ca = pem(env, 'TEMPORAL_TLS_CA', (content) => new X509Certificate(content))?.path;
  const cert = pem(env, 'TEMPORAL_TLS_CERT', (content) => new X509Certificate(content));
  const key = pem(env, 'TEMPORAL_TLS_KEY', (content) => createPrivateKey(content));
  if (!cert !== !key) {
    const [has, lacks] = cert ? ['CERT', 'KEY'] : ['KEY', 'CERT'];
    throw new Error(
      `TEMPORAL_TLS_${lacks}: 与 TEMPORAL_TLS_${has} 同时设置 / set it together with TEMPORAL_TLS_${has}`,
    );
  }
  if (cert && key && !cert.value.checkPrivateKey(key.value))
    throw new Error(
      'TEMPORAL_TLS_KEY: 不是 TEMPORAL_TLS_CERT 的私钥 / is not the private key of TEMPORAL_TLS_CERT',
    );
  const needs = apiKey !== undefined || ca !== undefined || cert !== undefined;
  if (wanted === 'false' && needs)
    throw new Error(
      'TEMPORAL_TLS=false: 证书和 TEMPORAL_API_KEY 只能用于 TLS / certificates and TEMPORAL_API_KEY are for TLS only',
    );
  if (wanted !== 'true' && !needs) return undefined;
  if (text(env.TEMPORAL_ADDRESS) === undefined)
    throw new Error(
      'TEMPORAL_ADDRESS: 与 TEMPORAL_TLS 同时设置，内置 Temporal 不用 TLS / set it together with TEMPORAL_TLS: the embedded Temporal has none',
    );
  return { ca, pair: cert && key && { cert: cert.path, key: key.path }, apiKey };
}

/** The path that a variable names, and what `read` makes of the file: said at the start, not at the first connection. */
function pem<T>(env: NodeJS.ProcessEnv, name: string, read: (content: Buffer) => T) {
  const path = text(env[name]);
  if (path === undefined) return undefined;
  try {
    return { path: resolve(path), value: read(readFileSync(path)) };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw new Error(
      syscall === undefined
        ? `${name}=${path}: 不是可用的 PEM 文件 / is no PEM file that can be used`
        : `${name}=${path}: 文件无法读取 / the file can't be read (${code})`,
      { cause: error },
    );
  }
}

/** A folder, or `s3://bucket?endpoint=https://…&region=…` with the keys in the usual two variables. */
function attachmentSettings(env: NodeJS.ProcessEnv, dataDir: string): AttachmentSettings {
  const value = text(env.QUANCHENG_ATTACHMENTS);
  if (value === undefined || !value.startsWith('s3:'))
    return { folder: resolve(value ?? join(dataDir, 'attachments')) };
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const endpoint = webAddress(
    'QUANCHENG_ATTACHMENTS endpoint',
    url?.searchParams.get('endpoint') ?? undefined,
  );
  const accessKeyId = text(env.AWS_ACCESS_KEY_ID);
  const secretAccessKey = text(env.AWS_SECRET_ACCESS_KEY);
  if (!url?.hostname || endpoint === undefined)
    throw new Error(
      'QUANCHENG_ATTACHMENTS: 应为文件夹或 s3://桶名?endpoint=https://… / must be a folder or s3://bucket?endpoint=https://…',
    );
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      'QUANCHENG_ATTACHMENTS: 请设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY / set both of them',
    );
  const region = url.searchParams.get('region') ?? 'us-east-1';
  return { bucket: url.hostname, endpoint, region, accessKeyId, secretAccessKey };
}

/** On by what OpenTelemetry itself is set up with: an endpoint, or an exporter. */
function traceSettings(env: NodeJS.ProcessEnv): Config['traces'] {
  if (text(env.OTEL_SDK_DISABLED)?.toLowerCase() === 'true') return undefined;
  const endpoint = text(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) ?? text(env.OTEL_EXPORTER_OTLP_ENDPOINT);
  const exporter = text(env.OTEL_TRACES_EXPORTER) ?? (endpoint === undefined ? 'none' : 'otlp');
  if (exporter !== 'otlp' && exporter !== 'console' && exporter !== 'none')
    throw new Error(
      `OTEL_TRACES_EXPORTER=${exporter}: 应为 otlp、console 或 none / must be otlp, console or none`,
    );
  const protocol = text(env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL) ?? text(env.OTEL_EXPORTER_OTLP_PROTOCOL);
  if (exporter === 'otlp' && protocol !== undefined && protocol !== 'http/protobuf')
    throw new Error(
      `OTEL_EXPORTER_OTLP_PROTOCOL=${protocol}: 只支持 http/protobuf / only http/protobuf is spoken`,
    );
  return exporter === 'none' ? undefined : exporter;
}

/** `id:64 hexadecimal digits`, several with commas between them. What is wrong is said without the key. */
function payloadKeys(value: string | undefined): PayloadKey[] {
  const keys = (value?.split(',') ?? []).map((one) => {
    const found = /^([A-Za-z0-9_-]{1,40}):([0-9a-fA-F]{64})$/.exec(one.trim());
    if (!found)
      throw new Error(
        'TEMPORAL_PAYLOAD_KEYS: 应为 编号:64 位十六进制，多个用逗号分隔 / must be id:64 hexadecimal digits, with commas between several',
      );
    return { id: found[1]!, key: Buffer.from(found[2]!, 'hex') };
  });
  const twice = keys.find(({ id }, i) => keys.findIndex((k) => k.id === id) !== i);
  if (twice)
    throw new Error(`TEMPORAL_PAYLOAD_KEYS: 编号 ${twice.id} 出现了两次 / the id ${twice.id} is there twice`);
  return keys;
}

function webAddress(name: string, value: string | undefined): string | undefined {
  if (value === undefined || (URL.canParse(value) && /^https?:/.test(value))) return value;
  throw new Error(`${name}: 应为 https:// 开头的网址 / must be an address that begins with https://`);
}

/** As RFC 9116 wants it: `mailto:`, `tel:` or `https:`; of a plain e-mail address, `mailto:` and it. */
function contact(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const address = /^[^\s:@]+@[^\s:@]+$/.test(value) ? `mailto:${value}` : value;
  if (/^(mailto:|tel:|https:\/\/)\S+$/.test(address) && URL.canParse(address)) return address;
  throw new Error(
    `${name}: 应为电子邮箱、mailto:、tel: 或 https:// 地址 / must be an e-mail address, or begin with mailto:, tel: or https://`,
  );
}

function whole(env: NodeJS.ProcessEnv, name: string, most: number): number | undefined {
  const value = text(env[name]);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new Error(`${name}=${value}: 应为 0–${most} 的整数 / must be a whole number from 0 to ${most}`);
}

/** An empty variable is one that is not set. */
const text = (value: string | undefined): string | undefined => (value ? value : undefined);

const content = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;

/**
 * A local server that behaves as the robots do: their limits, codes in bodies of HTTP 200, signatures, sizes,
 * and on request their bad days. It records what it received and, apart from that, what a reader would see.
 *
 * Time is given: `clock` is what the limits are counted by, `wallClock` what signatures are compared with.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KINDS, type Content, type FakeRobot, type Request, type Verdict } from './fake-kinds.ts';
import { Limit, RULES } from './fake-limits.ts';

/** What the next request to a robot meets. `takes`: the message arrives in the group all the same. */
export type Fault =
  /** It is read, and never answered. */
  | { is: 'silence'; takes?: boolean }
  /** The head and half of the body are sent, then the connection is cut. */
  | { is: 'halfAnswer'; takes?: boolean }
  /** The connection is cut after the request was read, with no answer. */
  | { is: 'cut'; takes?: boolean }
  | { is: 'status'; status: number; headers?: Record<string, string>; body?: string; takes?: boolean }
  /** A code of the robot's own, with HTTP 200 unless said. */
  | { is: 'code'; code: number; said: string; status?: number; headers?: Record<string, string> };

export interface Received {
  at: number;
  robot: string;
  content: Content;
  /** `shown`: a reader sees it; `repeat`: taken, and dropped as had before. */
  became: 'shown' | 'repeat' | 'refused' | 'lost';
  code: number;
  headers: http.IncomingHttpHeaders;
  query: string;
  body: string;
}

export interface Fakes {
  port: number;
  /** The URL of a robot as its chat program would show it. */
  url(name: string): string;
  received: Received[];
  /** What a robot's readers see, in order. */
  shown(name?: string): Content[];
  fail(name: string, ...faults: Fault[]): void;
  /** Resolves when a request has reached the robot (for faults that give no answer). */
  reached(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface FakesOptions {
  robots: FakeRobot[];
  port?: number;
  clock?: () => number;
  wallClock?: () => number;
  onReceived?: (received: Received) => void;
}

export async function startFakes(options: FakesOptions): Promise<Fakes> {
  const { robots, clock = Date.now, wallClock = Date.now, onReceived } = options;
  const received: Received[] = [];
  const limits = new Map(robots.map((r) => [r.name, new Limit(RULES[r.kind])]));
  const faults = new Map<string, Fault[]>();
  const waiting = new Map<string, (() => void)[]>();
  const seen = new Set<string>();

  function take(robot: FakeRobot, request: Request, verdict: Verdict, fault?: Fault): Received {
    const kind = KINDS[robot.kind];
    const taken = fault && fault.is !== 'code' ? Boolean(fault.takes) : isOk(verdict);
    const content = safeContent(() => kind.content(request));
    const id = `${robot.name} ${content.key}`;
    const repeat = taken && kind.dropsRepeats && seen.has(id);
    if (taken) seen.add(id);
    const one: Received = {
      at: clock(),
      robot: robot.name,
      content,
      became: taken ? (repeat ? 'repeat' : 'shown') : fault && fault.is !== 'code' ? 'lost' : 'refused',
      code: verdict.code,
      headers: request.headers,
      query: request.url.search,
      body: request.body,
    };
    received.push(one);
    onReceived?.(one);
    return one;
  }

  function judge(robot: FakeRobot, request: Request): Verdict {
    const kind = KINDS[robot.kind];
    const wrong = kind.fault(robot, request, wallClock());
    if (wrong) return wrong;
    const now = clock();
    if (robot.busy && now % 1_800_000 < 10_000) return kind.limited();
    return limits.get(robot.name)!.admit(now) ? kind.ok() : kind.limited();
  }

  function answer(robot: FakeRobot, request: Request, response: ServerResponse): void {
    const fault = faults.get(robot.name)?.shift();
    const verdict = fault?.is === 'code' ? codeVerdict(robot, fault) : judge(robot, request);
    take(robot, request, verdict, fault);
    for (const resolve of waiting.get(robot.name)?.splice(0) ?? []) resolve();
    switch (fault?.is) {
      case 'silence':
        return;
      case 'cut':
        response.socket?.destroy();
        return;
      case 'halfAnswer':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '200' });
        response.write('{"errcode":', () => response.socket?.destroy());
        return;
      case 'status':
        response.writeHead(fault.status, fault.headers).end(fault.body);
        return;
      default:
        response.writeHead(verdict.status, { 'content-type': 'application/json', ...fault?.headers });
        response.end(verdict.answer);
    }
  }

  const server = http.createServer((incoming, response) => {
    void readBody(incoming).then((body) => {
      const url = new URL(incoming.url ?? '/', 'http://fake');
      const robot = robotAt(robots, url);
      if (url.pathname.startsWith('/-/')) control(url, body, response);
      else if (robot) answer(robot, { url, headers: incoming.headers, body }, response);
      else response.writeHead(404).end();
    });
  });

  /** For a parent process: what was received, and faults to come. */
  function control(url: URL, body: string, response: ServerResponse): void {
    if (url.pathname === '/-/faults') {
      const { name, faults: more } = JSON.parse(body) as { name: string; faults: Fault[] };
      fakes.fail(name, ...more);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(received));
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fakes: Fakes = {
    port,
    url: (name) => {
      const robot = robots.find((r) => r.name === name);
      if (!robot) throw new Error(`no fake robot ${name}`);
      return `http://127.0.0.1:${port}${KINDS[robot.kind].path(robot)}`;
    },
    received,
    shown: (name) =>
      received
        .filter((r) => r.became === 'shown' && (name === undefined || r.robot === name))
        .map((r) => r.content),
    fail: (name, ...more) => faults.set(name, [...(faults.get(name) ?? []), ...more]),
    reached: (name) => new Promise((resolve) => waiting.set(name, [...(waiting.get(name) ?? []), resolve])),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
  return fakes;
}

const isOk = ({ status, code }: Verdict): boolean => code === 0 || (code === status && status < 300);

function codeVerdict(
  robot: FakeRobot,
  { code, said, status = 200 }: Extract<Fault, { is: 'code' }>,
): Verdict {
  const body = robot.kind === 'feishu' ? { code, msg: said } : { errcode: code, errmsg: said };
  return { status, code, answer: JSON.stringify(body) };
}

/** A request with a wrong token still reaches the platform, which answers that it knows no such robot. */
function robotAt(robots: FakeRobot[], url: URL): FakeRobot | undefined {
  const [stem] = [url.pathname.split('/').slice(0, -1).join('/')];
  const ofKind = robots.filter((r) => KINDS[r.kind].path(r).startsWith(`${stem}/`));
  return ofKind.find((r) => `${url.pathname}${url.search}`.startsWith(KINDS[r.kind].path(r))) ?? ofKind[0];
}

function safeContent(read: () => Content): Content {
  try {
    return read();
  } catch {
    return { key: '', text: '', mentions: [] };
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

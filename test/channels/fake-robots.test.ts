/** The fakes as a process of their own, as the tests that kill workers use them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../channels/channel.ts';
import { openChannels } from '../../channels/open.ts';
import type { Robot } from '../../channels/robot.ts';
import type { Webhook } from '../../channels/webhook.ts';
import { MESSAGE, never } from './given.ts';

interface Ready {
  port: number;
  robots: (Robot & Webhook & { name: string })[];
  smtp: string;
}
interface Line {
  robot: string;
  key: string;
  became: string;
}

let child: ChildProcess;
let ready: Ready;
const lines: Line[] = [];

beforeAll(async () => {
  child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'fake-robots.ts'), '0', '600'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const output = createInterface({ input: child.stdout! });
  const [first] = (await once(output, 'line')) as [string];
  ready = JSON.parse(first) as Ready;
  output.on('line', (line) => lines.push(JSON.parse(line) as Line));
});
afterAll(async () => {
  const gone = once(child, 'exit');
  child.stdin!.end();
  await gone;
});

test('every channel reaches them, each notice once, and they say so', async () => {
  const of = (name: string) => ready.robots.find((r) => r.name === name)!;
  const robots = (name: string) => {
    const { url, secret } = of(name);
    return { robots: { group: { url, ...(secret === undefined ? {} : { secret }) } } };
  };
  const { url, secrets } = of('webhook');
  const channels = openChannels(
    {
      wecom: robots('wecom'),
      dingtalk: robots('dingtalk'),
      feishu: robots('feishu'),
      webhook: { webhooks: { group: { url, secrets: [...secrets] } } },
      email: { url: ready.smtp, from: 'office@county.example' },
    },
    { print: () => undefined, zone: 'Asia/Shanghai' },
  );
  const outside = channels.slice(2);
  const to = ({ name }: Channel) => (name === 'email' ? 'zhao@county.example' : 'group');
  const receipts = await Promise.all(outside.map((c) => c.send(MESSAGE, { to: to(c) }, never())));
  expect(receipts.map((r) => r.outcome)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);

  const dropped = await outside.find((c) => c.name === 'dingtalk')!.send(MESSAGE, { to: 'group' }, never());
  expect(dropped.outcome).toBe('sent');
  const received = await fetch(`http://127.0.0.1:${ready.port}/-/received`).then(
    (r) => r.json() as Promise<Line[]>,
  );
  expect(received.map((r) => `${r.robot} ${r.became}`).toSorted()).toEqual([
    'dingtalk repeat',
    'dingtalk shown',
    'feishu shown',
    'webhook shown',
    'wecom shown',
  ]);
  await expect
    .poll(() => lines.map((l) => `${l.robot} ${l.became}`).toSorted())
    .toEqual([
      'dingtalk repeat',
      'dingtalk shown',
      'email shown',
      'feishu shown',
      'webhook shown',
      'wecom shown',
    ]);
});

test('the parent orders a bad day', async () => {
  const faults = [{ is: 'code', code: 45009, said: 'api freq out of limit' }];
  await fetch(`http://127.0.0.1:${ready.port}/-/faults`, {
    method: 'POST',
    body: JSON.stringify({ name: 'wecom', faults }),
  });
  const { url } = ready.robots.find((r) => r.name === 'wecom')!;
  const [, , wecom] = openChannels(
    { wecom: { robots: { group: { url } } } },
    { print: () => undefined, zone: 'Asia/Shanghai' },
  );
  expect(await wecom!.send(MESSAGE, { to: 'group' }, never())).toMatchObject({ code: 'wecom:45009' });
  expect(await wecom!.send(MESSAGE, { to: 'group' }, never())).toEqual({ outcome: 'sent' });
});

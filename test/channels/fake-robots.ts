/**
 * The fakes as a process of their own, for tests that kill workers: `node --import tsx
 * test/channels/fake-robots.ts PORT [SPEED]`. Prints JSON, a line each: first the URLs, then all that is
 * received. The limits' minutes pass SPEED times as fast. E-mail is at PORT + 1 (0: any two ports).
 * `POST /-/faults {"name","faults"}` and `GET /-/received` serve the parent. Ends when its input does.
 */
import { startFakeMail } from './fake-mail.ts';
import type { FakeRobot } from './fake-kinds.ts';
import { startFakes } from './fakes.ts';

const print = (line: object): void => console.log(JSON.stringify(line));
const port = Number(process.argv[2] ?? 0);
const speed = Number(process.argv[3] ?? 1);
const start = Date.now();

const robots: FakeRobot[] = [
  { kind: 'wecom', name: 'wecom', token: 'wecom-key-0001' },
  { kind: 'dingtalk', name: 'dingtalk', token: 'dingtalk-token-0001', secret: 'SECdingtalk0001' },
  { kind: 'feishu', name: 'feishu', token: 'feishu-token-0001', secret: 'feishu-secret-0001' },
  {
    kind: 'webhook',
    name: 'webhook',
    token: 'province-hook-0001',
    secrets: ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='],
  },
];

const fakes = await startFakes({
  robots,
  port,
  clock: () => start + (Date.now() - start) * speed,
  onReceived: ({ at, robot, content, became, code }) => print({ at, robot, key: content.key, became, code }),
});
const mail = await startFakeMail({
  port: port === 0 ? 0 : port + 1,
  onMail: ({ messageId }) => print({ robot: 'email', key: messageId, became: 'shown' }),
});
print({
  ready: true,
  port: fakes.port,
  robots: robots.map(({ name, kind, secret, secrets }) => ({
    name,
    kind,
    url: fakes.url(name),
    secret,
    secrets,
  })),
  smtp: `smtp://127.0.0.1:${mail.port}`,
});
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));

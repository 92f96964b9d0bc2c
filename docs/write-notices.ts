/**
 * Writes the part of `docs/notices.md` that shows one notice as each channel's receiver gets it: sent by the
 * real adapters to servers that behave as the real ones, and read back from what these received. `npm run
 * docs`; a test fails when it is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { explained } from '../activities/message.ts';
import type { Address, Message } from '../channels/channel.ts';
import { openChannels } from '../channels/open.ts';
import { instantAt } from '../domain/dates.ts';
import type { NoticeSpec } from '../domain/delivery.ts';
import { digestOf } from '../domain/messages.ts';
import { POLICY } from '../domain/policy.ts';
import { RULES } from '../store/system.ts';
import type { FakeRobot } from '../test/channels/fake-kinds.ts';
import { startFakeMail } from '../test/channels/fake-mail.ts';
import { startFakes } from '../test/channels/fakes.ts';

export const NOTICES_PAGE = join(import.meta.dirname, 'notices.md');
const NOW = instantAt('2024-03-27', '09:00', RULES.calendar.zone);
const LINK = 'https://quancheng.example/l/MX5qaW5rby01Nmd3Ojc1OjB-c2JwYzQwfmFjZW4.wrMz4rY18XPh2QOt13MeK8Dc';
const NAMES = {
  wecom: '企业微信 / WeCom',
  dingtalk: '钉钉 / DingTalk',
  feishu: '飞书 / Feishu',
  webhook: 'Webhook (CloudEvents, Standard Webhooks)',
} as const;

const chief = { role: 'projectChief', person: '赵项目长' } as const;
const rung = POLICY.ladders.commitment.find((r) => r.rung === 'chief')!;
const NOTICE: NoticeSpec = {
  project: 'jinko-56gw',
  projectName: '晶科能源56GW垂直一体化大基地（一期）',
  rung: {
    ...{ obligation: 'milestone:first-full-line', kind: 'milestone', title: '首条生产线全线贯通' },
    ...{ clock: 'commitment', rung: rung.rung, name: rung.name, afterWorkdays: rung.afterWorkdays },
    ...{ dueOn: '2024-03-26', deadlineVersion: 1, policy: { id: POLICY.id, version: POLICY.version } },
    ...{ accountable: chief, recipients: [chief] },
  },
  on: '2024-03-27',
  recipient: chief,
  preferences: { language: 'zh', channels: [] },
};

function messageIn(language: 'zh' | 'en'): Message {
  const notice = { ...NOTICE, preferences: { ...NOTICE.preferences, language } };
  const shown = explained(notice, '2024-03-27', LINK, RULES.calendar);
  return { ...shown, id: 'jinko-56gw:75:0', link: LINK, language, urgent: true, createdAt: NOW };
}

/** What each receiver has of the messages, by channel. */
async function received(): Promise<string> {
  const wallClock = (): number => Date.parse(NOW);
  const robots: FakeRobot[] = [
    { kind: 'wecom', name: 'wecom', token: 'wecom-key-0001' },
    { kind: 'dingtalk', name: 'dingtalk', token: 'dingtalk-token-0001' },
    { kind: 'feishu', name: 'feishu', token: 'feishu-token-0001' },
    {
      kind: 'webhook',
      name: 'webhook',
      token: 'hook-0001',
      secrets: ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='],
    },
  ];
  const fakes = await startFakes({ robots, clock: wallClock, wallClock });
  const mail = await startFakeMail();
  const printed: string[] = [];
  const group = (name: string) => ({ robots: { 调度群: { url: fakes.url(name) } } });
  const channels = openChannels(
    {
      ...{ wecom: group('wecom'), dingtalk: group('dingtalk'), feishu: group('feishu') },
      email: { url: `smtp://127.0.0.1:${mail.port}`, from: '全程 <office@example.org>' },
      webhook: {
        source: 'https://quancheng.example',
        webhooks: { 省平台: { url: fakes.url('webhook'), secrets: robots[3]!.secrets! } },
      },
    },
    { print: (line) => printed.push(line), zone: RULES.calendar.zone, clock: wallClock },
  );
  const send = async (name: string, to: Address, message: Message): Promise<void> => {
    const channel = channels.find((c) => c.name === name)!;
    const receipt = await channel.send(message, to, AbortSignal.timeout(10_000));
    if (receipt.outcome !== 'sent') throw new Error(`${name}: ${JSON.stringify(receipt)}`);
  };
  try {
    const zh = messageIn('zh');
    for (const name of ['wecom', 'dingtalk', 'feishu'])
      await send(name, { to: '调度群', mention: name === 'feishu' ? 'ou_zhao' : '13800000000' }, zh);
    await send('webhook', { to: '省平台' }, zh);
    await send('email', { to: 'zhao@example.org' }, messageIn('en'));
    const { link: _, ...linkless } = zh;
    await send('console', { to: '赵项目长' }, { ...linkless, ...digest(), urgent: false });
  } finally {
    await fakes.close();
    await mail.close();
  }
  const code = (text: string, kind = 'text'): string => `\`\`\`${kind}\n${text}\n\`\`\``;
  const one = (name: keyof typeof NAMES): string[] => {
    const { content, body } = fakes.received.find((r) => r.robot === name)!;
    const text =
      name === 'webhook' ? code(JSON.stringify(JSON.parse(body), null, 2), 'json') : code(content.text);
    const called = content.mentions.length > 0 ? [`提醒 / calls: ${content.mentions.join(', ')}`] : [];
    return [`### ${NAMES[name]}`, text, ...called];
  };
  return [
    ...(['wecom', 'dingtalk', 'feishu', 'webhook'] as const).flatMap(one),
    '### 邮件（英文读者）/ e-mail, to an English reader',
    code(mailText(mail.mails[0]!.raw)),
    '### 每日汇总（控制台）/ the daily digest, on the console',
    code(printed.join('\n')),
  ].join('\n\n');
}

function digest(): { id: string; title: string; body: string } {
  const of = (title: string, dueOn: string, n: string) => ({
    ...{ project: NOTICE.projectName, title, dueOn, link: LINK + n },
  });
  const items = [of('供水配套建成', '2024-03-29', '1'), of('组件车间设备安装', '2024-03-27', '2')];
  return { ...digestOf(items, '2024-03-27', 'zh'), id: 'digest/0123456789abcdef' };
}

/** Subject and text of a mail as a reader's program decodes them. */
function mailText(raw: string): string {
  const [head = '', ...rest] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const field = (name: string): string =>
    new RegExp(`^${name}: (.*(?:\n[ \t].*)*)`, 'im').exec(head)?.[1]?.replaceAll(/\n[ \t]/g, ' ') ?? '';
  const quoted = (text: string): Buffer =>
    Buffer.from(
      text
        .replaceAll(/=\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    );
  const words = (text: string): string =>
    text
      .replaceAll(/\?=\s+=\?/g, '?==?')
      .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
        (kind.toUpperCase() === 'B'
          ? Buffer.from(word, 'base64')
          : quoted(word.replaceAll('_', ' '))
        ).toString(),
      );
  const body = rest.join('\n\n');
  const encoding = field('Content-Transfer-Encoding').toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? quoted(body).toString()
        : body;
  const heads = ['From', 'To', 'Subject', 'Message-ID', 'Auto-Submitted', 'Importance'];
  return [...heads.map((h) => `${h}: ${words(field(h))}`), '', text.trimEnd()].join('\n');
}

/** The page with its generated part made anew. */
export async function writtenNotices(page: string): Promise<string> {
  const [begin, end] = ['<!-- received: begin, written by npm run docs -->', '<!-- received: end -->'];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/notices.md has no marks for what is received');
  const made = `${page.slice(0, from + begin.length)}\n\n${await received()}\n\n${page.slice(to)}`;
  return format(made, { ...(await resolveConfig(NOTICES_PAGE)), filepath: NOTICES_PAGE });
}

if (import.meta.filename === process.argv[1]) {
  const page = readFileSync(NOTICES_PAGE, 'utf8');
  writeFileSync(NOTICES_PAGE, await writtenNotices(page));
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChannelSettings } from '../../channels/config.ts';
import { openChannels } from '../../channels/open.ts';
import { FileError } from '../../contracts/file.ts';
import { MESSAGE, never } from './given.ts';

const SECRET = `whsec_${Buffer.from('s'.repeat(32)).toString('base64')}`;
const ENV: Record<string, string> = {
  WECOM_URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret-key',
  SMTP_URL: 'smtps://office:very-secret-pass@mail.example',
  HOOK_SECRET: SECRET,
  EMPTY: '',
};

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'channels-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, file = 'channels.yaml') {
  const path = join(folder, file);
  writeFileSync(path, text);
  return readChannelSettings(path, (name) => ENV[name]);
}

/** The faults of a file, without its folder. */
async function faults(text: string): Promise<string[]> {
  const error = await read(text).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(FileError);
  return (error as FileError).faults.map((f) => f.replace(`${folder}/`, ''));
}

const FULL = `
wecom:
  robots:
    office: { url: env:WECOM_URL }
dingtalk:
  sendsPerSecond: 0.1
  robots:
    chiefs: { url: 'https://oapi.dingtalk.com/robot/send?access_token=t', secret: SECabc, keyword: 督办 }
feishu:
  robots:
    leaders: { url: 'http://10.0.0.9/open-apis/bot/v2/hook/x', allowHttp: true }
email:
  url: env:SMTP_URL
  from: 全程 <office@county.example>
webhook:
  source: https://quancheng.example
  webhooks:
    province: { url: 'https://hook.example/a', secrets: ['env:HOOK_SECRET', '${SECRET}'] }
`;

describe('settings of the channels', () => {
  test('are read, with secrets from the environment', async () => {
    expect(await read(FULL)).toEqual({
      wecom: { robots: { office: { url: ENV.WECOM_URL } } },
      dingtalk: {
        sendsPerSecond: 0.1,
        robots: {
          chiefs: {
            url: 'https://oapi.dingtalk.com/robot/send?access_token=t',
            secret: 'SECabc',
            keyword: '督办',
          },
        },
      },
      feishu: { robots: { leaders: { url: 'http://10.0.0.9/open-apis/bot/v2/hook/x', allowHttp: true } } },
      email: { url: ENV.SMTP_URL, from: '全程 <office@county.example>' },
      webhook: {
        source: 'https://quancheng.example',
        webhooks: { province: { url: 'https://hook.example/a', secrets: [SECRET, SECRET] } },
      },
    });
  });

  test('may be JSON, and may be empty of all', async () => {
    expect(
      await read('{"email": {"url": "smtp://127.0.0.1:25", "from": "a@b.example"}}', 'channels.json'),
    ).toEqual({
      email: { url: 'smtp://127.0.0.1:25', from: 'a@b.example' },
    });
    expect(await read('{}')).toEqual({});
  });

  test.each([
    [
      'wecom:\n  robots:\n    office:\n      url: env:MISSING\n',
      'channels.yaml:4 wecom.robots.office.url: 环境变量 MISSING 未设置 / the environment variable MISSING is not set',
    ],
    [
      'wecom:\n  robots:\n    office:\n      url: env:EMPTY\n',
      'channels.yaml:4 wecom.robots.office.url: 环境变量 EMPTY 未设置 / the environment variable EMPTY is not set',
    ],
    [
      'feishu:\n  robots:\n    a:\n      secret: x\n      url: http://10.0.0.9/very-secret-key\n',
      'channels.yaml:5 feishu.robots.a.url: 网址须用 https；内网接收方确需 http 的，设 allowHttp: true / the URL must be https; for a receiver in the intranet that has only http, set allowHttp: true',
    ],
    [
      'webhook:\n  webhooks:\n    a:\n      url: https://169.254.169.254/very-secret-key\n      secrets: [env:HOOK_SECRET]\n',
      'channels.yaml:4 webhook.webhooks.a.url: 网址是链路本地或云元数据地址；确需使用的，设 allowLinkLocal: true / the URL is a link-local or metadata address; where that is meant, set allowLinkLocal: true',
    ],
    [
      'webhook:\n  webhooks:\n    a:\n      url: https://hook.example\n      secrets:\n        - env:HOOK_SECRET\n        - very-secret-key\n',
      'channels.yaml:7 webhook.webhooks.a.secrets.1: 应为 whsec_ 加 24–64 字节的 base64 / must be whsec_ and the base64 of 24 to 64 bytes',
    ],
    [
      'webhook:\n  webhooks:\n    a:\n      url: https://hook.example\n      secrets: []\n',
      'channels.yaml:5 webhook.webhooks.a.secrets: 至少一个密钥 / at least one secret',
    ],
    [
      'email:\n  url: very-secret-key\n  from: a@b.example\n',
      'channels.yaml:2 email.url: 应为 smtp:// 或 smtps:// 开头的地址 / must be a URL that begins with smtp:// or smtps://',
    ],
    [
      'email:\n  url: env:SMTP_URL\n  from: office\n',
      'channels.yaml:3 email.from: 应为邮箱地址 / must be an e-mail address',
    ],
    [
      'dingtalk:\n  sendsPerSecond: 0\n  robots: {}\n',
      'channels.yaml:2 dingtalk.sendsPerSecond: 应大于 0 / must be above 0',
    ],
  ])('%j is told with file, line and field', async (text, fault) => {
    const found = await faults(text);
    expect(found).toEqual([fault]);
    expect(found.join()).not.toContain('very-secret');
  });

  test('unknown fields and missing ones are told in both languages', async () => {
    expect((await faults('wecom:\n  robot: {}\n')).toSorted()).toEqual([
      'channels.yaml:2 wecom.robots: 无效输入：期望 record，实际接收 undefined / Invalid input: expected record, received undefined',
      'channels.yaml:2 wecom: 出现未知的键(key): "robot" / Unrecognized key: "robot"',
    ]);
  });

  test('open the channels that they describe; inbox and console are always there', async () => {
    const printed: string[] = [];
    const surroundings = { print: (line: string) => void printed.push(line), zone: 'Asia/Shanghai' };
    const names = (text: string) => read(text).then((s) => openChannels(s, surroundings));
    expect((await names('{}')).map((c) => c.name)).toEqual(['inbox', 'console']);
    const all = await names(FULL);
    expect(all.map((c) => [c.name, c.sendsPerSecond])).toEqual([
      ['inbox', 1000],
      ['console', 1000],
      ['wecom', 0.25],
      ['dingtalk', 0.1],
      ['feishu', 0.8],
      ['email', 2],
      ['webhook', 10],
    ]);
    const [inbox, console] = all;
    expect(await inbox!.send(MESSAGE, { to: '赵项目长' }, never())).toEqual({
      outcome: 'sent',
      reference: 'inbox',
    });
    expect(printed).toEqual([]);
    expect(await console!.send(MESSAGE, { to: '赵项目长' }, never())).toEqual({ outcome: 'sent' });
    expect(printed).toEqual([
      `🔔 2024-03-27 09:00 → 赵项目长: ${MESSAGE.title}\n   应于 2024-03-26 完成，已逾期 1 天，还没有报告。\n   由您负责。\n   ${MESSAGE.link}`,
    ]);
    const [, real] = openChannels(await read('{}'), { ...surroundings, showLinks: false });
    await real!.send(MESSAGE, { to: '赵项目长' }, never());
    expect(printed[1]).toContain(MESSAGE.title);
    expect(printed[1]).not.toContain(MESSAGE.link);
  });
});

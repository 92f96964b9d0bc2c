/** `quancheng channel`: the channels of the settings file, and a test message on one. Needs no running system. */
import type { Command } from 'commander';
import type { Message, Receipt } from '../channels/channel.ts';
import { readChannelSettings } from '../channels/config.ts';
import { openChannels } from '../channels/open.ts';
import { readConfig } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { FileError } from '../contracts/file.ts';
import { jsonOption, show, type Json, type Print } from './output.ts';

const ZONE = 'Asia/Shanghai';
const TIMEOUT_MS = 60_000;

async function channelsOf(print: Print) {
  const { channelsFile, secret } = readConfig();
  const settings = channelsFile === undefined ? {} : await readChannelSettings(channelsFile, secret);
  return { settings, channels: openChannels(settings, { print, zone: ZONE }) };
}

export function addChannels(program: Command, print: Print): void {
  const group = program.command('channel').description('通知通道 / channels of notices');
  group
    .command('list')
    .description('设置中的通道及其地址 / the channels of the settings, and what can be addressed')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const { settings, channels } = await channelsOf(print);
      const rows = channels.map(({ name, sendsPerSecond, maxBytes, dropsRepeats }) => {
        const own = settings[name as keyof typeof settings];
        const named = own && ('robots' in own ? own.robots : 'webhooks' in own ? own.webhooks : undefined);
        return { name, sendsPerSecond, maxBytes, dropsRepeats, addresses: Object.keys(named ?? {}) };
      });
      show(print, options, rows, () =>
        rows
          .map(
            ({ name, sendsPerSecond, maxBytes, dropsRepeats, addresses }) =>
              `${name}  ${sendsPerSecond}/s` +
              (maxBytes < 1e9 ? `  ≤ ${maxBytes} B` : '') +
              (dropsRepeats ? '  重复自动丢弃 drops repeats' : '') +
              (addresses.length > 0 ? `  ${addresses.join('、')}` : ''),
          )
          .join('\n'),
      );
    });
  group
    .command('test')
    .description('发一条测试消息 / send one test message')
    .argument('<name>', '通道 / channel: wecom、dingtalk、feishu、email、webhook、console、inbox')
    .requiredOption(
      '--to <address>',
      '机器人或回调的名称，或邮箱 / a robot’s or webhook’s name, or an e-mail address',
    )
    .option('--mention <id>', '要提醒的手机号或用户 / whom the robot calls')
    .addOption(jsonOption())
    .action(async (name: string, { to, mention, ...options }: Json & { to: string; mention?: string }) => {
      const { channels } = await channelsOf(print);
      const channel = channels.find((c) => c.name === name);
      if (!channel) {
        throw new FileError([
          `设置中没有通道 ${name} / the settings have no channel ${name}`,
          `在 QUANCHENG_CHANNELS 指向的文件中添加；现有 / add it to the file of QUANCHENG_CHANNELS; there are: ${channels.map((c) => c.name).join(', ')}`,
        ]);
      }
      const at = new Date().toISOString();
      const message: Message = {
        id: `test/${at}`,
        title: '【测试】全程通知通道',
        body: '收到本条即表示通道可用，无需处理。\nThis is a test: nothing to do.',
        ...{ language: 'zh', urgent: false, createdAt: at },
      };
      const address = { to, ...(mention === undefined ? {} : { mention }) };
      const receipt = await channel.send(message, address, AbortSignal.timeout(TIMEOUT_MS));
      const text = receiptText(name, receipt);
      show(print, options, receipt, () => text);
    });
}

/** Throws a `SetupError` unless it was sent. */
function receiptText(name: string, receipt: Receipt): string {
  if (receipt.outcome === 'sent') {
    return `✓ ${name} 已送达 / sent${receipt.reference === undefined ? '' : `: ${receipt.reference}`}`;
  }
  if (receipt.outcome === 'unknown') {
    throw new SetupError(
      `${name} 未确认是否收到 / nobody knows whether it arrived: ${receipt.message}`,
      '到接收方查看是否收到，再重试 / look whether it arrived, then try again',
    );
  }
  const { code, message, permanent, retryAfterMs } = receipt;
  throw new SetupError(
    `${name} 拒收 / refuses it: ${code} ${message}`,
    permanent
      ? '修改设置后再试 / mend the settings and try again'
      : `${Math.ceil((retryAfterMs ?? 30_000) / 1000)} 秒后再试 / try again after so many seconds`,
  );
}

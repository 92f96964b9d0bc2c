/** The channels that the settings describe; the inbox and the console are always there. */
import type { Zone } from '../domain/dates.ts';
import type { Channel } from './channel.ts';
import type { ChannelSettings } from './config.ts';
import { consoleChannel } from './console.ts';
import { dingtalkChannel } from './dingtalk.ts';
import { emailChannel } from './email.ts';
import { feishuChannel } from './feishu.ts';
import { inboxChannel } from './inbox.ts';
import { webhookChannel } from './webhook.ts';
import { wecomChannel } from './wecom.ts';

export interface Surroundings {
  print: (line: string) => void;
  zone: Zone;
  /** Whether the console prints links; by itself it does. */
  showLinks?: boolean | undefined;
  /** The real time in ms, for signatures. */
  clock?: () => number;
}

export function openChannels(
  settings: ChannelSettings,
  { print, zone, showLinks = true, clock }: Surroundings,
): Channel[] {
  const { wecom, dingtalk, feishu, email, webhook } = settings;
  return [
    inboxChannel,
    consoleChannel(print, zone, showLinks),
    ...(wecom ? [wecomChannel({ ...wecom, clock })] : []),
    ...(dingtalk ? [dingtalkChannel({ ...dingtalk, clock })] : []),
    ...(feishu ? [feishuChannel({ ...feishu, clock })] : []),
    ...(email ? [emailChannel(email)] : []),
    ...(webhook ? [webhookChannel({ ...webhook, clock })] : []),
  ];
}

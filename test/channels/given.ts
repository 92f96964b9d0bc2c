/** What the tests of channels send, and where. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Message, Receipt } from '../../channels/channel.ts';

export const MESSAGE: Message = {
  id: 'plant/milestone:a-trial/v1/chief/赵项目长',
  title: '【逾期通知项目长】示例工厂：甲线试生产',
  body: '应于 2024-03-26 完成，已逾期 1 天，还没有报告。\n由您负责。',
  link: 'https://quancheng.example/a/3f9c',
  language: 'zh',
  urgent: true,
  createdAt: '2024-03-27T01:00:00.000Z',
};

export const never = (): AbortSignal => new AbortController().signal;

/** A port of this machine at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** All that may be shown or stored of a receipt. */
export const shownOf = (receipt: Receipt): string => JSON.stringify(receipt);

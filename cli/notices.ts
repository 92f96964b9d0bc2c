/** `quancheng notices`: the inbox with how each notice went out; retry and mute; contacts. */
import { Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { contactFile } from '../contracts/contact.ts';
import { readChecked } from '../contracts/file.ts';
import type { paths } from '../client/api.ts';
import { localTime } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';
import type { Delivery } from '../store/deliveries.ts';
import { answered, connectApi } from './client.ts';
import { FileError } from '../contracts/file.ts';
import { jsonOption, show, type Json, type Print } from './output.ts';

const ZONE = 'Asia/Shanghai';
const api = () => connectApi(readConfig()).client;

interface Row {
  created_at: string;
  person: string;
  text: Text;
  /** Missing as of a day that is past: how it went out is known as of now. */
  why?: Text | null;
  delivery?: Delivery | null;
}

interface ListOptions extends Json {
  person?: string;
  project?: string;
  asOf?: string;
  basis: 'true' | 'known';
  status?: Delivery['status'];
  details: boolean;
}

const STATUS: Record<Delivery['status'], Text> = {
  open: { zh: '待发', en: 'to be sent' },
  sent: { zh: '已发', en: 'sent' },
  undeliverable: { zh: '无法送达', en: 'undeliverable' },
  muted: { zh: '已静音', en: 'muted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export function addNotices(program: Command, print: Print): void {
  const group = program
    .command('notices')
    .description('收件箱 / the inbox')
    .option('--person <name>', '某人 / of a person')
    .option('--project <id>', '某项目 / of a project')
    .option('--as-of <date>', '截至某日 / as of a day')
    .addOption(
      new Option('--basis <basis>', '当日实情或当日所知 / as true or as known on that day')
        .choices(['true', 'known'])
        .default('known'),
    )
    .addOption(
      new Option(
        '--status <status>',
        '按送达情况；undeliverable 即办公室待办 / by delivery; undeliverable is the office’s list',
      ).choices(Object.keys(STATUS)),
    )
    .option('--details', '每次发送与依据 / each attempt, and why', false)
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const { person, project, asOf, basis, status } = options;
      const asked = { person, project, status, ...(asOf === undefined ? {} : { asOf, basis }) };
      const query = { ...asked, limit: 1_000 };
      const rows = await answered(api().GET('/v1/notices', { params: { query } }));
      show(print, options, rows, () =>
        (rows as unknown as Row[])
          .toReversed()
          .flatMap((row) => linesOf(row, options.details))
          .join('\n'),
      );
    });
  group
    .command('retry')
    .description('重新发送，从第一个通道起 / send again, from the first channel')
    .argument('<id>', '通知编号，见列表 / as the list shows it')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .addOption(jsonOption())
    .action(async (id: string, { by }: { by: string }, command: Command) => {
      const done = await answered(
        api().POST('/v1/notices/{id}/retry', { params: { path: { id } }, body: { by } }),
      );
      show(print, command.optsWithGlobals<Json>(), done, () => `✓ ${id} 将重新发送 / is sent again`);
    });
  group
    .command('mute')
    .description('不再发送，须说明理由 / send no more, with a reason')
    .argument('<id>', '通知编号，见列表 / as the list shows it')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .requiredOption('--reason <text>', '理由 / why')
    .addOption(jsonOption())
    .action(async (id: string, { by, reason }: { by: string; reason: string }, command: Command) => {
      const done = await answered(
        api().POST('/v1/notices/{id}/mute', { params: { path: { id } }, body: { by, reason } }),
      );
      show(print, command.optsWithGlobals<Json>(), done, () => `✓ ${id} 不再发送 / is muted`);
    });
}

/** One line a notice, as ever, with how it went out; the attempts and the reason below it where asked. */
function linesOf({ created_at, person, text, why, delivery }: Row, details: boolean): string[] {
  const head = `${localTime(created_at, ZONE)} → ${person}: ${text.zh}`;
  if (!delivery) return [head];
  const { id, status, channel, attempts, perhapsTwice, nextAt, reason, linkRevoked } = delivery;
  const facts = [
    `${STATUS[status].zh} ${STATUS[status].en}`,
    ...(channel === null ? [] : [channel]),
    ...(attempts.length > 1 ? [`${attempts.length} 次 attempts`] : []),
    ...(perhapsTwice ? ['⚠ 可能发了两次 perhaps sent twice'] : []),
    ...(nextAt !== null ? [`${localTime(nextAt, ZONE)} 起 from then`] : []),
    ...(linkRevoked ? ['链接已作废 link revoked'] : []),
    ...(reason === null ? [] : [reason.zh]),
  ];
  const lines = [head, `     [${id}] ${facts.join(' · ')}`];
  if (!details) return lines;
  return [
    ...lines,
    ...(why ? [`     ${why.zh} / ${why.en}`] : []),
    ...attempts.map(
      (a, i) =>
        `     ${i + 1}. ${localTime(a.at, ZONE)} ${a.channel} ${a.outcome}${a.digest ? ` (${a.digest})` : ''}${a.message ? `: ${a.message}` : ''}`,
    ),
  ];
}

export function addContacts(program: Command, print: Print): void {
  const group = program.command('contact').description('联系方式与偏好 / how people want to be told');
  group
    .command('list')
    .description('列出 / list them')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const found = await answered(api().GET('/v1/contacts'));
      show(print, options, found, () => found.map(contactText).join('\n'));
    });
  group
    .command('set')
    .description('按文件登记一人 / set the contact of a file')
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .addOption(jsonOption())
    .action(async (file: string, options: Json) => {
      const { id, ...body } = await readChecked(file, contactFile);
      const done = await answered(api().PUT('/v1/contacts/{id}', { params: { path: { id } }, body }));
      show(print, options, done, () => `✓ 已登记 / set: ${id}（${body.person}）`);
    });
}

type ContactRow = paths['/v1/contacts']['get']['responses'][200]['content']['application/json'][number];
const contactText = ({ id, person, language, channels, hours, digestAt }: ContactRow): string =>
  `${id}  ${person}  ${language ?? ''}  ${channels.map((c) => `${c.channel}:${c.address}`).join(' → ')}` +
  `${hours ? `  ${hours.from}–${hours.to}` : ''}${digestAt ? `  汇总 digest ${digestAt}` : ''}`;

interface Revoked extends Json {
  notice?: string;
  person?: string;
  by: string;
  reason: string;
}

export function addLinks(program: Command, print: Print): void {
  const group = program.command('links').description('免登录链接 / signed links');
  group
    .command('rotate')
    .description('更换签名密钥 / sign with a new key')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .requiredOption('--reason <text>', '理由 / why')
    .option('--void-old', '已发出的链接立即作废 / links that went out are void at once', false)
    .addOption(jsonOption())
    .action(async ({ json, ...body }: Json & { by: string; reason: string; voidOld: boolean }) => {
      const done = await answered(api().POST('/v1/links/rotate', { body }));
      show(print, { json }, done, () =>
        body.voidOld
          ? '✓ 已更换，已发出的链接全部作废 / done: every link that went out is void'
          : '✓ 已更换，已发出的链接到期前仍可使用 / done: links that went out live out their days',
      );
    });
  group
    .command('revoke')
    .description('作废一条通知或一个人的链接 / make void the link of a notice, or all of a person')
    .option('--notice <id>', '通知编号 / id of a notice')
    .option('--person <name>', '姓名 / name')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .requiredOption('--reason <text>', '理由 / why')
    .addOption(jsonOption())
    .action(async ({ notice, person, by, reason, ...options }: Revoked) => {
      if (notice === undefined && person === undefined)
        throw new FileError(['请指定 --notice 或 --person / name --notice or --person']);
      const done =
        notice === undefined
          ? await answered(api().POST('/v1/links/revoke', { body: { person: person!, by, reason } }))
          : await answered(
              api().POST('/v1/notices/{id}/revoke-link', {
                params: { path: { id: notice } },
                body: { by, reason },
              }),
            );
      show(print, options, done, () => '✓ 已作废 / void');
    });
}

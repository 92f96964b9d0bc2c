/** `quancheng notices`: the inbox with how each notice went out; retry and mute; contacts. */
import { Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { contactFile } from '../contracts/contact.ts';
import { readChecked } from '../contracts/file.ts';
import type { Contact } from '../domain/contact.ts';
import { localTime } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';
import type { Delivery } from '../store/deliveries.ts';
import { connectApi } from './client.ts';

const ZONE = 'Asia/Shanghai';
type Print = (line: string) => void;

interface Row {
  created_at: string;
  person: string;
  text: Text;
  /** Missing as of a day that is past: how it went out is known as of now. */
  why?: Text | null;
  delivery?: Delivery | null;
}

interface ListOptions {
  person?: string;
  project?: string;
  asOf?: string;
  basis: string;
  status?: string;
  details: boolean;
  json: boolean;
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
    .option('--json', '以 JSON 输出 / as JSON', false)
    .action(async (options: ListOptions) => {
      const { person, project, asOf, basis, status } = options;
      const query = new URLSearchParams({
        ...(asOf ? { asOf, basis } : {}),
        ...(person ? { person } : {}),
        ...(project ? { project } : {}),
        ...(status ? { status } : {}),
        limit: '1000',
      });
      const rows = await connectApi(readConfig()).get<Row[]>(`/notices?${query.toString()}`);
      if (options.json) print(JSON.stringify(rows, null, 2));
      else for (const row of rows.toReversed()) for (const line of linesOf(row, options.details)) print(line);
    });
  group
    .command('retry')
    .description('重新发送，从第一个通道起 / send again, from the first channel')
    .argument('<id>', '通知编号，见列表 / as the list shows it')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .action(async (id: string, { by }: { by: string }) => {
      await connectApi(readConfig()).post(`/notices/${encodeURIComponent(id)}/retry`, { by });
      print(`✓ ${id} 将重新发送 / is sent again`);
    });
  group
    .command('mute')
    .description('不再发送，须说明理由 / send no more, with a reason')
    .argument('<id>')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .requiredOption('--reason <text>', '理由 / why')
    .action(async (id: string, body: { by: string; reason: string }) => {
      await connectApi(readConfig()).post(`/notices/${encodeURIComponent(id)}/mute`, body);
      print(`✓ ${id} 不再发送 / is muted`);
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
    .option('--json', '以 JSON 输出 / as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const found = await connectApi(readConfig()).get<({ id: string } & Contact)[]>('/contacts');
      if (json) print(JSON.stringify(found, null, 2));
      else
        for (const { id, person, language, channels, hours, digestAt } of found)
          print(
            `${id}  ${person}  ${language}  ${channels.map((c) => `${c.channel}:${c.address}`).join(' → ')}` +
              `${hours ? `  ${hours.from}–${hours.to}` : ''}${digestAt ? `  汇总 digest ${digestAt}` : ''}`,
          );
    });
  group
    .command('set')
    .description('按文件登记一人 / set the contact of a file')
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .action(async (file: string) => {
      const { id, ...contact } = await readChecked(file, contactFile);
      await connectApi(readConfig()).put(`/contacts/${id}`, contact);
      print(`✓ 已登记 / set: ${id}（${contact.person}）`);
    });
}

export function addLinks(program: Command, print: Print): void {
  const group = program.command('links').description('免登录链接 / signed links');
  group
    .command('rotate')
    .description('更换签名密钥 / sign with a new key')
    .requiredOption('--by <name>', '谁决定 / who decides')
    .requiredOption('--reason <text>', '理由 / why')
    .option('--void-old', '已发出的链接立即作废 / links that went out are void at once', false)
    .action(async (body: { by: string; reason: string; voidOld: boolean }) => {
      await connectApi(readConfig()).post('/links/rotate', body);
      print(
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
    .action(async ({ notice, person, by, reason }: Record<'notice' | 'person' | 'by' | 'reason', string>) => {
      const api = connectApi(readConfig());
      if (notice) await api.post(`/notices/${encodeURIComponent(notice)}/revoke-link`, { by, reason });
      else if (person) await api.post('/links/revoke', { person, by, reason });
      else group.error('请指定 --notice 或 --person / name --notice or --person');
      print('✓ 已作废 / void');
    });
}

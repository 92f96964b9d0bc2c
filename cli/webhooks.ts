/** `quancheng webhook`: other systems that are told of events. */
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { connectApi } from './client.ts';

type Print = (line: string) => void;

interface Row {
  id: string;
  label: string;
  url: string;
  county?: string;
  types?: string[];
  names: boolean;
  status: 'ok' | 'failing' | 'disabled';
  reason?: { zh: string; en: string };
  progress: { position: string; attempts: number; nextAt: string | null; said: string | null } | null;
}

const STATUS: Record<Row['status'], string> = {
  ok: '正常 ok',
  failing: '未送达，重试中 failing',
  disabled: '已停用 disabled',
};

const inCounty = (county: string | undefined): string =>
  county === undefined ? '' : `?county=${encodeURIComponent(county)}`;

export function addWebhooks(program: Command, print: Print): void {
  const group = program.command('webhook').description('事件回调 / other systems that are told of events');
  const of = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .argument('<id>', '编号，见列表 / as the list shows it')
      .option('--county <name>', '某县的 / of a county');
  const post = <T>(id: string, act: string, county: string | undefined, body: object = {}) =>
    connectApi(readConfig()).post<T>(`/webhooks/${encodeURIComponent(id)}/${act}${inCounty(county)}`, body);

  group
    .command('list')
    .description('列出及送达情况 / list them, and how it goes')
    .option('--county <name>', '某县的 / of a county')
    .option('--json', '以 JSON 输出 / as JSON', false)
    .action(async ({ county, json }: { county?: string; json: boolean }) => {
      const rows = await connectApi(readConfig()).get<Row[]>(`/webhooks${inCounty(county)}`);
      if (json) print(JSON.stringify(rows, null, 2));
      else for (const row of rows) for (const line of linesOf(row)) print(line);
    });
  group
    .command('add')
    .description('添加；密钥只显示这一次 / add one; its secret is shown this once')
    .argument('<url>', 'https://…')
    .requiredOption('--label <text>', '名称 / what it is')
    .option('--county <name>', '只发某县的项目 / only the projects of a county')
    .option('--types <type...>', '只发这些事件 / only events of these types')
    .option('--names', '发送人员姓名（仅管理员）/ persons are named; an administrator’s', false)
    .action(
      async (
        url: string,
        { county, ...rest }: { label: string; county?: string; types?: string[]; names: boolean },
      ) => {
        const made = await connectApi(readConfig()).post<{ id: string; secret: string }>(
          `/webhooks${inCounty(county)}`,
          { url, ...rest },
        );
        print(`✓ ${made.id}`);
        print(`签名密钥，只显示这一次 / the secret, shown this once: ${made.secret}`);
      },
    );
  of('ping', '发一条测试 / send one test').action(async (id: string, { county }: { county?: string }) => {
    const { taken, said } = await post<{ taken: boolean; said?: string }>(id, 'ping', county);
    if (!taken)
      throw new SetupError(
        `${id} 未接收 / did not take it: ${said}`,
        '检查地址和接收方 / look at the address and the receiver',
      );
    print(`✓ ${id} 已接收 / took it`);
  });
  of('secret', '更换密钥，旧的一天内仍有效 / a new secret; the old one is good for another day')
    .option('--void-old', '旧的立即作废 / the old one is void at once', false)
    .action(async (id: string, { county, voidOld }: { county?: string; voidOld: boolean }) => {
      const { secret } = await post<{ secret: string }>(id, 'secret', county, { voidOld });
      print(`签名密钥，只显示这一次 / the secret, shown this once: ${secret}`);
    });
  of('resume', '恢复发送，或从某位置重发 / go on, or send again from a position')
    .option('--after <position>', '此位置之后的全部重发 / everything after it again')
    .action(async (id: string, { county, after }: { county?: string; after?: string }) => {
      await post(id, 'resume', county, after === undefined ? {} : { after });
      print(`✓ ${id} 继续发送 / goes on`);
    });
  for (const [name, description, done] of [
    ['disable', '停用，须说明理由 / tell it nothing, with a reason', '已停用 / is disabled'],
    ['remove', '删除，须说明理由 / remove it, with a reason', '已删除 / is removed'],
  ] as const)
    of(name, description)
      .requiredOption('--reason <text>', '理由 / why')
      .action(async (id: string, { county, reason }: { county?: string; reason: string }) => {
        await post(id, name, county, { reason });
        print(`✓ ${id} ${done}`);
      });
}

function linesOf({ id, label, url, county, types, names, status, reason, progress }: Row): string[] {
  const facts = [
    STATUS[status],
    ...(county === undefined ? [] : [county]),
    ...(types === undefined ? [] : [types.join('、')]),
    ...(names ? ['含姓名 with names'] : []),
    ...(progress === null ? [] : [`位置 position ${progress.position}`]),
  ];
  const why = reason === undefined ? progress?.said : `${reason.zh} / ${reason.en}`;
  return [`${id}  ${label}  ${url}`, `     ${facts.join(' · ')}`, ...(why ? [`     ${why}`] : [])];
}

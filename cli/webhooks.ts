/** `quancheng webhook`: other systems that are told of events. */
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { components } from '../client/api.ts';
import { SetupError } from '../dev/errors.ts';
import { answered, connectApi } from './client.ts';
import { jsonOption, show, type Json, type Print } from './output.ts';

type Row = components['schemas']['Webhook'];

const STATUS: Record<Row['status'], string> = {
  ok: '正常 ok',
  failing: '未送达，重试中 failing',
  disabled: '已停用 disabled',
};

interface In extends Json {
  county?: string;
}
const api = () => connectApi(readConfig()).client;
const of = (id: string, { county }: In) => ({ params: { path: { id }, query: { county } } });

export function addWebhooks(program: Command, print: Print): void {
  const group = program.command('webhook').description('事件回调 / other systems that are told of events');
  const add = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .argument('<id>', '编号，见列表 / as the list shows it')
      .option('--county <name>', '某县的 / of a county')
      .addOption(jsonOption());

  group
    .command('list')
    .description('列出及送达情况 / list them, and how it goes')
    .option('--county <name>', '某县的 / of a county')
    .addOption(jsonOption())
    .action(async ({ county, ...options }: In) => {
      const rows = await answered(api().GET('/v1/webhooks', { params: { query: { county } } }));
      show(print, options, rows, () => rows.flatMap(linesOf).join('\n'));
    });
  group
    .command('add')
    .description('添加；密钥只显示这一次 / add one; its secret is shown this once')
    .argument('<url>', '地址，https / the address, https')
    .requiredOption('--label <text>', '名称 / what it is')
    .option('--county <name>', '只发某县的项目 / only the projects of a county')
    .option('--types <type...>', '只发这些事件 / only events of these types')
    .option('--names', '发送人员姓名（仅管理员）/ persons are named; an administrator’s', false)
    .addOption(jsonOption())
    .action(
      async (
        url: string,
        { county, json, ...rest }: In & { label: string; types?: Row['types']; names: boolean },
      ) => {
        const body = { url, ...rest };
        const made = await answered(api().POST('/v1/webhooks', { params: { query: { county } }, body }));
        show(print, { json }, made, () => `✓ ${made.id}\n${secretText(made)}`);
      },
    );
  add('ping', '发一条测试 / send one test').action(async (id: string, options: In) => {
    const done = await answered(api().POST('/v1/webhooks/{id}/ping', of(id, options)));
    const { taken, said } = done;
    if (!taken)
      throw new SetupError(
        `${id} 未接收 / did not take it: ${said}`,
        '检查地址和接收方 / look at the address and the receiver',
      );
    show(print, options, done, () => `✓ ${id} 已接收 / took it`);
  });
  add('secret', '更换密钥，旧的一天内仍有效 / a new secret; the old one is good for another day')
    .option('--void-old', '旧的立即作废 / the old one is void at once', false)
    .action(async (id: string, { voidOld, ...options }: In & { voidOld: boolean }) => {
      const body = { voidOld };
      const made = await answered(api().POST('/v1/webhooks/{id}/secret', { ...of(id, options), body }));
      show(print, options, made, () => secretText(made));
    });
  add('resume', '恢复发送，或从某位置重发 / go on, or send again from a position')
    .option('--after <position>', '此位置之后的全部重发 / everything after it again')
    .action(async (id: string, { after, ...options }: In & { after?: string }) => {
      const body = { after };
      const done = await answered(api().POST('/v1/webhooks/{id}/resume', { ...of(id, options), body }));
      show(print, options, done, () => `✓ ${id} 继续发送 / goes on`);
    });
  for (const [name, description, text] of [
    ['disable', '停用，须说明理由 / tell it nothing, with a reason', '已停用 / is disabled'],
    ['remove', '删除，须说明理由 / remove it, with a reason', '已删除 / is removed'],
  ] as const)
    add(name, description)
      .requiredOption('--reason <text>', '理由 / why')
      .action(async (id: string, { reason, ...options }: In & { reason: string }) => {
        const path = `/v1/webhooks/{id}/${name}` as const;
        const done = await answered(api().POST(path, { ...of(id, options), body: { reason } }));
        show(print, options, done, () => `✓ ${id} ${text}`);
      });
}

const secretText = ({ secret }: { secret: string }): string =>
  `签名密钥，只显示这一次 / the secret, shown this once: ${secret}`;

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

/** `quancheng token|user`: who may sign in, and what programs show. */
import { Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { grant, newToken, user } from '../contracts/accounts.ts';
import { FileError, readChecked } from '../contracts/file.ts';
import { id } from '../contracts/project.ts';
import { z } from 'zod';
import { ACCESS_ROLES, type Grant } from '../domain/access.ts';
import { answered, connectApi } from './client.ts';
import { jsonOption, show, tell, type Json, type Print } from './output.ts';
import { tableText } from './table.ts';

const userFile = user.extend({ id });
const api = () => connectApi(readConfig()).client;
const LIMIT = { params: { query: { limit: 1_000 } } };

export function addAccounts(program: Command, print: Print): void {
  addTokens(program.command('token').description('令牌 / tokens'), print);
  addUsers(program.command('user').description('用户 / users'), print);
}

interface Wanted extends Json {
  label: string;
  role: Grant['role'];
  county?: string[];
  project?: string[];
  department?: string;
  person?: string;
  expires?: string;
}

function addTokens(group: Command, print: Print): void {
  group
    .command('make')
    .description('新建；令牌只显示这一次 / make one; it is shown this once')
    .requiredOption('--label <text>', '用途 / what it is for')
    .addOption(
      new Option('--role <role>', '角色 / role').choices([...ACCESS_ROLES]).makeOptionMandatory(true),
    )
    .option('--county <name...>', '只限这些县区 / of these counties only')
    .option('--project <id...>', '只限这些项目 / of these projects only')
    .option('--department <name>', '部门，角色为部门时 / the department, with that role')
    .option('--person <name>', '谁的令牌 / whose it is')
    .option('--expires <instant>', '失效时间，如 2027-01-01T00:00:00Z / when it ends')
    .addOption(jsonOption())
    .action(async ({ label, role, county, project, department, person, expires, ...options }: Wanted) => {
      const asked = newToken.safeParse({
        ...{ label, person, expiresAt: expires },
        grants: [{ role, counties: county, projects: project, department }],
      });
      if (!asked.success)
        throw new FileError(asked.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
      const made = await answered(api().POST('/v1/tokens', { body: asked.data }));
      tell('令牌只显示这一次，请妥善保存 / it is shown this once: keep it');
      show(print, options, made, () => `${made.id}  ${made.token}`);
    });
  group
    .command('list')
    .description('列出，不含密文 / list them, without their secrets')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const rows = await answered(api().GET('/v1/tokens', LIMIT));
      show(print, options, rows, () =>
        tableText(
          ['编号 / id', '用途 / label', '授权 / grants', '状态 / state', '最近使用 / last used'],
          rows.map((t) => [
            ...[t.id, `${t.label}${t.person === undefined ? '' : `（${t.person}）`}`],
            ...[grantsText(t.grants), stateOf(t), t.lastUsedAt ?? '—'],
          ]),
        ),
      );
    });
  group
    .command('revoke')
    .description('作废 / make one void')
    .argument('<id>', '编号，见列表 / as the list shows it')
    .requiredOption('--reason <text>', '理由 / why')
    .addOption(jsonOption())
    .action(async (id: string, { reason, ...options }: Json & { reason: string }) => {
      const done = await answered(
        api().POST('/v1/tokens/{id}/revoke', { params: { path: { id } }, body: { reason } }),
      );
      show(print, options, done, () => `✓ ${id} 已作废 / is void`);
    });
}

function addUsers(group: Command, print: Print): void {
  group
    .command('list')
    .description('列出 / list them')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const rows = await answered(api().GET('/v1/users', LIMIT));
      show(print, options, rows, () =>
        tableText(
          ['编号 / id', '姓名 / person', '登录 / signs in as', '授权 / grants'],
          rows.map((u) => [u.id, u.person ?? '—', u.email ?? u.subject ?? '—', grantsText(u.grants)]),
        ),
      );
    });
  group
    .command('set')
    .description('按文件登记一个用户 / set the user of a file')
    .argument('<file>', 'YAML 或 JSON：id、person、email、grants / YAML or JSON')
    .addOption(jsonOption())
    .action(async (file: string, options: Json) => {
      const { id, ...body } = await readChecked<z.output<typeof userFile>>(file, userFile);
      const done = await answered(api().PUT('/v1/users/{id}', { params: { path: { id } }, body }));
      show(print, options, done, () => `✓ 已登记 / set: ${id}（${body.person}）`);
    });
  group
    .command('remove')
    .description('不得再登录 / may not sign in any more')
    .argument('<id>', '编号，见列表 / as the list shows it')
    .requiredOption('--reason <text>', '理由 / why')
    .addOption(jsonOption())
    .action(async (id: string, { reason, ...options }: Json & { reason: string }) => {
      const done = await answered(
        api().POST('/v1/users/{id}/remove', { params: { path: { id } }, body: { reason } }),
      );
      show(print, options, done, () => `✓ ${id} 已移除 / is removed`);
    });
}

const grantsText = (grants: z.output<typeof grant>[]): string =>
  grants
    .map(({ role, counties = [], projects = [], department }) => {
      const within = [...counties, ...projects, ...(department === undefined ? [] : [department])];
      return within.length === 0 ? role : `${role}: ${within.join('、')}`;
    })
    .join('\n');

function stateOf({ goneOn, expiresAt }: { goneOn?: string; expiresAt?: string }): string {
  if (goneOn !== undefined) return `已作废 void ${goneOn}`;
  return expiresAt === undefined ? '有效 good' : `至 until ${expiresAt}`;
}

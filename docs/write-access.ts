/** Writes `docs/access.md` from the two tables of access. `npm run docs`; a test fails when it is stale. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ACCESS, type Within } from '../api/access.ts';
import { ACCESS_ROLE_NAMES, ACCESS_ROLES, COMMAND_ACCESS, type AccessRole } from '../domain/access.ts';

export const ACCESS_PAGE = join(import.meta.dirname, 'access.md');

const WITHIN: Record<Within, string> = {
  system: '全系统 / everything',
  county: '所指县区 / the county of `?county=`',
  project: '所指项目 / the project of the address',
  portfolio: '授权范围内 / what the grants reach',
};

const heads = ACCESS_ROLES.map((r) => ACCESS_ROLE_NAMES[r].zh);
const marks = (who: 'anyone' | readonly AccessRole[]): string[] =>
  ACCESS_ROLES.map((r) => (who === 'anyone' || who.includes(r) ? '✓' : ''));
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The page as the tables say it now. */
export async function writtenAccess(): Promise<string> {
  const roles = table(
    ['role', '角色', ''],
    ACCESS_ROLES.map((r) => [`\`${r}\``, ACCESS_ROLE_NAMES[r].zh, ACCESS_ROLE_NAMES[r].en]),
  );
  const routes = table(
    ['接口 / route', '范围 / within', ...heads],
    Object.entries(ACCESS).map(([key, { who, within }]) => [
      `\`${key}\``,
      who === 'anyone' ? '无需登录 / no sign-in' : WITHIN[within],
      ...marks(who),
    ]),
  );
  const commands = table(
    ['命令 / command', ...heads],
    Object.entries(COMMAND_ACCESS).map(([type, who]) => [`\`${type}\``, ...marks(who)]),
  );
  const text = `# 权限 / Who may do what

Written by \`npm run docs\` from [api/access.ts](../api/access.ts) and [domain/access.ts](../domain/access.ts).
What is in no row is refused. A grant is a role, over everything or only over some counties or projects.
A project chief, an approval chief and a leader command only projects in which they hold that role on the day, or
act in it; a department only what belongs to it; each in their own name. A chief and a department see only their
own projects. Each refusal is a line of the log of the API, without what was shown as proof.

${roles}

## 接口 / Routes

${routes}

## 命令 / Commands on a project

${commands}
`;
  const options = await resolveConfig(ACCESS_PAGE);
  return format(text, { ...options, parser: 'markdown' });
}

if (process.argv[1] === import.meta.filename) writeFileSync(ACCESS_PAGE, await writtenAccess());

/** `quancheng template|policy|calendar`: the rules of a county, previewed before they are in force. */
import Table from 'cli-table3';
import { Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { FileError, readChecked } from '../contracts/file.ts';
import { asPolicy, asTemplate, calendarNotice, office, policy, template } from '../contracts/rules.ts';
import type { CalendarMove } from '../domain/project/clocks.ts';
import { checkOffice } from '../domain/office.ts';
import { checkPolicy } from '../domain/policy.ts';
import type { MoveReport } from '../domain/project/signing.ts';
import { checkTemplate } from '../domain/templates.ts';
import type { Fault, Text } from '../domain/text.ts';
import { connectApi } from './client.ts';

type Print = (line: string) => void;
const JSON_OPTION = new Option('--json', '以 JSON 输出 / as JSON').default(false);

export function addRules(program: Command, print: Print): void {
  addTemplates(program, print);
  addPolicies(program, print);
  addCalendar(program, print);
  addOffice(program, print);
}

/** Throws `FileError` with every fault, each with its file and field. */
function refuse(file: string, faults: Fault[]): void {
  if (faults.length === 0) return;
  throw new FileError(faults.map((f) => `${file} ${f.path}: ${f.message.zh} / ${f.message.en}`));
}

async function readTemplate(file: string) {
  const read = asTemplate(await readChecked(file, template));
  refuse(file, checkTemplate(read));
  return read;
}

function table(head: string[], rows: string[][]): string {
  const made = new Table({ head, style: { head: [], border: [] } });
  made.push(...rows);
  return made.toString();
}

function addTemplates(program: Command, print: Print): void {
  const group = program.command('template').description('生命周期模板 / lifecycle templates');
  group
    .command('check')
    .description('检查一个模板文件，不需要系统运行 / check a file; needs no running system')
    .argument('<file>')
    .action(async (file: string) => {
      const { id, version, stages } = await readTemplate(file);
      print(`✓ ${id} v${version}：${stages.map((s) => s.name.zh).join(' → ')}`);
    });
  group
    .command('add')
    .description('加入本县模板 / add a template of the county')
    .argument('<file>')
    .action(async (file: string) => {
      const read = await readTemplate(file);
      await connectApi(readConfig()).post('/rules/templates', read, `template/${read.id}/${read.version}`);
      print(`✓ 已加入 / added: ${read.id} v${read.version}`);
    });
  group
    .command('move')
    .description(
      '把在建项目换到模板的另一版本；默认只试算 / move open projects to a version: a dry run unless --apply',
    )
    .argument('<id>')
    .argument('<version>')
    .option('--county <name>', '只限某县区 / of one county only')
    .option('--project <id>', '只限某项目 / one project only')
    .option('--apply', '确认执行 / do it', false)
    .addOption(JSON_OPTION)
    .action(
      async (
        id: string,
        version: string,
        options: { county?: string; project?: string; apply: boolean; json: boolean },
      ) => {
        const api = connectApi(readConfig());
        const query = options.county === undefined ? '' : `?county=${encodeURIComponent(options.county)}`;
        const path = `/rules/templates/${encodeURIComponent(id)}/${encodeURIComponent(version)}/moves${query}`;
        const reports = (await api.get<MoveReport[]>(path)).filter(
          (r) => options.project === undefined || r.project === options.project,
        );
        if (options.json) print(JSON.stringify(reports, null, 2));
        else print(moveText(reports));
        if (!options.apply) {
          if (!options.json) print('试算，未执行。执行请加 --apply / a dry run: add --apply to do it');
          return;
        }
        for (const [i, { project }] of reports.entries()) {
          const command = { type: 'moveTemplate', to: { id, version: Number(version) } };
          await api.post(`/projects/${project}/commands`, command, `move/${project}/${id}/${version}`);
          if (!options.json) print(`  ${i + 1}/${reports.length} ${project}`);
        }
      },
    );
}

function moveText(reports: MoveReport[]): string {
  if (reports.length === 0) return '没有需要更换的项目 / no project would move';
  const list = (items: string[]): string => items.join('、') || '—';
  return table(
    ['项目 / project', '新增节点、事项', '撤销', '时限变化', '阶段', '新增未满足条件 / newly unmet'],
    reports.map(({ project, data, stageBefore, stageAfter, newlyUnmet }) => [
      project,
      list([...data.milestonesAdded, ...data.itemsAdded].map((m) => m.name)),
      list([...data.milestonesRetired, ...data.itemsRetired]),
      list(data.limitsChanged.map((l) => `${l.item} ${l.from}→${l.to}`)),
      stageBefore === stageAfter ? stageBefore : `${stageBefore} → ${stageAfter}`,
      list(newlyUnmet),
    ]),
  );
}

function addPolicies(program: Command, print: Print): void {
  program
    .command('policy')
    .description('督办阶梯与亮灯规则；默认只预览 / ladder and lights: a preview unless --apply')
    .argument('<file>')
    .option('--county <name>', '只用于某县区 / for one county only')
    .option('--apply', '确认生效 / put it in force', false)
    .addOption(JSON_OPTION)
    .action(async (file: string, options: { county?: string; apply: boolean; json: boolean }) => {
      const read = asPolicy(await readChecked(file, policy));
      refuse(file, checkPolicy(read));
      const api = connectApi(readConfig());
      const query = options.county === undefined ? '' : `?county=${encodeURIComponent(options.county)}`;
      const changes = await api.post<
        { name: string; before: { light: string }; after: { light: string; why: Text } }[]
      >(`/rules/policies/preview${query}`, read);
      print(
        options.json
          ? JSON.stringify(changes, null, 2)
          : changes.length === 0
            ? '没有项目的灯会改变 / no light would change'
            : table(
                ['项目 / project', '现在 / now', '将为 / then', '原因 / why'],
                changes.map((c) => [c.name, c.before.light, c.after.light, c.after.why.zh]),
              ),
      );
      if (options.apply) {
        const scope = options.county ?? '*';
        await api.post(`/rules/policies${query}`, read, `policy/${scope}/${read.id}/${read.version}`);
        print(`✓ 已生效 / in force: ${read.id} v${read.version}`);
      } else if (!options.json) print('预览，未生效。生效请加 --apply / a preview: add --apply');
    });
}

function addCalendar(program: Command, print: Print): void {
  program
    .command('calendar')
    .description(
      '放假安排通知；默认只预览会移动的期限 / a calendar notice: a preview of what would move unless --apply',
    )
    .argument('<file>')
    .option('--apply', '确认发布 / publish it', false)
    .addOption(JSON_OPTION)
    .action(async (file: string, options: { apply: boolean; json: boolean }) => {
      const notice = await readChecked(file, calendarNotice);
      const api = connectApi(readConfig());
      const { days, moves } = await api.post<{ days: string[]; moves: (CalendarMove & { name: string })[] }>(
        '/rules/calendar/preview',
        notice,
      );
      if (options.json) print(JSON.stringify({ days, moves }, null, 2));
      else {
        print(`性质改变的日子 / days that change: ${days.length === 0 ? '—' : days.join('、')}`);
        print(
          moves.length === 0
            ? '没有期限会移动 / no deadline would move'
            : table(
                ['项目 / project', '事项 / obligation', '原到期', '新到期'],
                moves.map((m) => [m.name, m.obligation, m.from, m.dueOn]),
              ),
        );
      }
      if (options.apply) {
        await api.post(
          '/rules/calendar',
          notice,
          `calendar/${notice.year}/${notice.effectiveOn}/${notice.source}`,
        );
        print('✓ 已发布，各项目随即采用 / published: every project adopts it now');
      } else if (!options.json) print('预览，未发布。发布请加 --apply / a preview: add --apply');
    });
}

function addOffice(program: Command, print: Print): void {
  program
    .command('office')
    .description('何时周调度、日汇报、月总结 / when reports are made')
    .argument('<file>')
    .option('--county <name>', '只用于某县区 / for one county only')
    .action(async (file: string, { county }: { county?: string }) => {
      const read = await readChecked(file, office);
      refuse(file, checkOffice(read));
      const query = county === undefined ? '' : `?county=${encodeURIComponent(county)}`;
      await connectApi(readConfig()).post(`/rules/office${query}`, read);
      print('✓ 已生效 / in force');
    });
}

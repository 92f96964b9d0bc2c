/** `quancheng template|policy|calendar`: the rules of a county, previewed before they are in force. */
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { FileError, readChecked } from '../contracts/file.ts';
import { asPolicy, asTemplate, calendarNotice, office, policy, template } from '../contracts/rules.ts';
import { checkOffice } from '../domain/office.ts';
import { checkPolicy } from '../domain/policy.ts';
import type { MoveReport } from '../domain/project/signing.ts';
import { checkTemplate } from '../domain/templates.ts';
import type { Fault } from '../domain/text.ts';
import type { components } from '../client/api.ts';
import { answered, commandId, connectApi } from './client.ts';
import { jsonOption, show, tell, type Json, type Print } from './output.ts';
import { tableText } from './table.ts';

const api = () => connectApi(readConfig()).client;

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

function addTemplates(program: Command, print: Print): void {
  const group = program.command('template').description('生命周期模板 / lifecycle templates');
  group
    .command('check')
    .description('检查一个模板文件，不需要系统运行 / check a file; needs no running system')
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .addOption(jsonOption())
    .action(async (file: string, options: Json) => {
      const read = await readTemplate(file);
      const { id, version, stages } = read;
      show(print, options, read, () => `✓ ${id} v${version}：${stages.map((s) => s.name.zh).join(' → ')}`);
    });
  group
    .command('add')
    .description('加入本县模板 / add a template of the county')
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .addOption(jsonOption())
    .action(async (file: string, options: Json) => {
      const body = await readTemplate(file);
      const header = commandId(`template/${body.id}/${body.version}`);
      const done = await answered(api().POST('/v1/rules/templates', { params: { header }, body }));
      show(print, options, done, () => `✓ 已加入 / added: ${body.id} v${body.version}`);
    });
  group
    .command('move')
    .description(
      '把在建项目换到模板的另一版本；默认只试算 / move open projects to a version: a dry run unless --apply',
    )
    .argument('<id>', '模板编号 / id of the template')
    .argument('<version>', '版本 / version')
    .option('--county <name>', '只限某县区 / of one county only')
    .option('--project <id>', '只限某项目 / one project only')
    .option('--apply', '确认执行 / do it', false)
    .addOption(jsonOption())
    .action(
      async (
        id: string,
        version: string,
        {
          county,
          project: only,
          apply,
          ...options
        }: Json & { county?: string; project?: string; apply: boolean },
      ) => {
        const client = api();
        const found = await answered(
          client.GET('/v1/rules/templates/{id}/{version}/moves', {
            params: { path: { id, version: Number(version) }, query: { county } },
          }),
        );
        const reports = (found as unknown as MoveReport[]).filter(
          (r) => only === undefined || r.project === only,
        );
        show(print, options, reports, () => moveText(reports));
        if (!apply) {
          tell('试算，未执行。执行请加 --apply / a dry run: add --apply to do it');
          return;
        }
        for (const [i, { project }] of reports.entries()) {
          const header = commandId(`move/${project}/${id}/${version}`);
          await client.POST('/v1/projects/{id}/commands', {
            params: { path: { id: project }, header },
            body: { type: 'moveTemplate', to: { id, version: Number(version) } },
          });
          tell(`  ${i + 1}/${reports.length} ${project}`);
        }
      },
    );
}

function moveText(reports: MoveReport[]): string {
  if (reports.length === 0) return '没有需要更换的项目 / no project would move';
  const list = (items: string[]): string => items.join('、') || '—';
  return tableText(
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
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .option('--county <name>', '只用于某县区 / for one county only')
    .option('--apply', '确认生效 / put it in force', false)
    .addOption(jsonOption())
    .action(
      async (file: string, { county, apply, ...options }: Json & { county?: string; apply: boolean }) => {
        const body = asPolicy(await readChecked(file, policy));
        refuse(file, checkPolicy(body));
        const client = api();
        const query = { county };
        const changes = await answered(
          client.POST('/v1/rules/policies/preview', { params: { query }, body }),
        );
        show(print, options, changes, () => previewText(changes));
        if (apply) {
          const header = commandId(`policy/${county ?? '*'}/${body.id}/${body.version}`);
          await client.POST('/v1/rules/policies', { params: { query, header }, body });
          (options.json ? tell : print)(`✓ 已生效 / in force: ${body.id} v${body.version}`);
        } else tell('预览，未生效。生效请加 --apply / a preview: add --apply');
      },
    );
}

function previewText({ lights, rungs }: components['schemas']['PolicyPreview']): string {
  const rung = (r: (typeof rungs)[number]['before']): string =>
    r ? `${r.on} ${r.name.zh}（${r.to.join('、')}）` : '—';
  return [
    lights.length === 0
      ? '没有项目的灯会改变 / no light would change'
      : tableText(
          ['项目 / project', '现在 / now', '将为 / then', '原因 / why'],
          lights.map((c) => [c.name, c.before.light, c.after.light, c.after.why.zh]),
        ),
    rungs.length === 0
      ? '没有下一级督办会改变 / no next rung would change'
      : tableText(
          ['项目 / project', '事项 / obligation', '现下一级 / next rung now', '将为 / then'],
          rungs.map((c) => [c.name, c.title, rung(c.before), rung(c.after)]),
        ),
  ].join('\n');
}

function addCalendar(program: Command, print: Print): void {
  program
    .command('calendar')
    .description(
      '放假安排通知；默认只预览会移动的期限 / a calendar notice: a preview of what would move unless --apply',
    )
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .option('--apply', '确认发布 / publish it', false)
    .addOption(jsonOption())
    .action(async (file: string, { apply, ...options }: Json & { apply: boolean }) => {
      const body = await readChecked(file, calendarNotice);
      const client = api();
      const preview = await answered(client.POST('/v1/rules/calendar/preview', { body }));
      const { days, moves } = preview;
      show(print, options, preview, () =>
        [
          `性质改变的日子 / days that change: ${days.length === 0 ? '—' : days.join('、')}`,
          moves.length === 0
            ? '没有期限会移动 / no deadline would move'
            : tableText(
                ['项目 / project', '事项 / obligation', '原到期', '新到期'],
                moves.map((m) => [m.name, m.title, m.from, m.dueOn]),
              ),
        ].join('\n'),
      );
      if (apply) {
        const header = commandId(`calendar/${body.year}/${body.effectiveOn}/${body.source}`);
        await client.POST('/v1/rules/calendar', { params: { header }, body });
        (options.json ? tell : print)('✓ 已发布，各项目随即采用 / published: every project adopts it now');
      } else tell('预览，未发布。发布请加 --apply / a preview: add --apply');
    });
}

function addOffice(program: Command, print: Print): void {
  program
    .command('office')
    .description('何时周调度、日汇报、月总结 / when reports are made')
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .option('--county <name>', '只用于某县区 / for one county only')
    .addOption(jsonOption())
    .action(async (file: string, { county, ...options }: Json & { county?: string }) => {
      const body = await readChecked(file, office);
      refuse(file, checkOffice(body));
      const done = await answered(api().POST('/v1/rules/office', { params: { query: { county } }, body }));
      show(print, options, done, () => '✓ 已生效 / in force');
    });
}

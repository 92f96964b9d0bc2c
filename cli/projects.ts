/** `quancheng sign|do|projects|project`: projects signed, commanded, listed and read. */
import { Option, type Command } from 'commander';
import { readConfig } from '../config.ts';
import { FileError, readChecked } from '../contracts/file.ts';
import { projectCommand, signFile } from '../contracts/project.ts';
import type { Light } from '../domain/lights.ts';
import { ROLE_NAMES } from '../domain/policy.ts';
import type { Standing, Status } from '../domain/project/facts.ts';
import { activeLines, lineOf, lineStage } from '../domain/project/stages.ts';
import { byKey, committedOn, expectedOn, isActive, type Project } from '../domain/project/state.ts';
import type { Text } from '../domain/text.ts';
import { answered, commandId, connectApi } from './client.ts';
import { jsonOption, show, tell, type Json, type Print } from './output.ts';
import { lightText, tableText } from './table.ts';

const both = ({ zh, en }: Text): string => `${zh} / ${en}`;
const STATUS: Record<Status, string> = {
  done: '已完成 done',
  onTrack: '正常 on track',
  nearDue: '临期 near due',
  late: '逾期 late',
  waiting: '等待 waiting',
};

export function addProjects(program: Command, print: Print): void {
  program
    .command('sign')
    .description('按文件签约一个项目 / sign the project of a file')
    .argument('<file>', 'YAML 或 JSON / YAML or JSON')
    .addOption(jsonOption())
    .action(async (file: string, options: Json) => {
      const body = await readChecked(file, signFile);
      const { client } = connectApi(readConfig());
      const header = commandId(`sign/${body.id}`);
      const done = await answered(client.POST('/v1/projects', { params: { header }, body }));
      show(print, options, done, () =>
        done.duplicate
          ? `已签约，未重复 / signed before, nothing was done twice: ${body.id}`
          : `已签约 / signed: ${body.id}（${body.name}）`,
      );
    });
  program
    .command('do')
    .description('对项目执行一个命令 / send one command to a project')
    .argument('<project>', '项目编号 / id of the project')
    .argument('<command>', 'JSON，如 / for example \'{"type":"completeMilestone","milestone":"…"}\'')
    .option('--id <id>', '命令编号，重复发送只生效一次 / id of the command: it is done once')
    .option('--expect <version>', '仅当项目是此版本 / only when the project is at this version')
    .addOption(jsonOption())
    .action(
      async (id: string, text: string, options: Json & { id?: string; expect?: string }): Promise<void> => {
        const command = projectCommand.safeParse(parseJson(text));
        if (!command.success)
          throw new FileError(command.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
        const done = await answered(
          connectApi(readConfig()).client.POST('/v1/projects/{id}/commands', {
            params: { path: { id }, header: { ...commandId(options.id), 'if-match': options.expect } },
            body: command.data,
          }),
        );
        const types = done.events.map((e) => e.type).join(', ');
        show(print, options, done, () => `已受理 / accepted: v${done.version} ${types}`);
      },
    );
  program
    .command('projects')
    .description('项目一览 / the projects at a glance')
    .option('--county <name>', '只限某县区 / of one county only')
    .addOption(
      new Option('--light <light>', '只限某灯 / of one light only').choices(['red', 'yellow', 'green']),
    )
    .addOption(jsonOption())
    .action(async ({ county, light, ...options }: Json & { county?: string; light?: Light }) => {
      const rows = await allProjects({ county, light });
      show(print, options, rows, () =>
        tableText(
          ['灯', '编号 / id', '项目 / project', '县区 / county', '阶段 / stage', '未完 / open'],
          rows.map((p) => [lightText(p.light), p.id, p.name, p.county, p.stage.name.zh, p.standings]),
        ),
      );
      if (!options.json) tell(`${rows.length} 个项目 / projects`);
    });
  program
    .command('project')
    .description('一个项目：阶段、各线、节点、事项 / one project: stage, lines, milestones, what is open')
    .argument('<project>', '项目编号 / id of the project')
    .addOption(jsonOption())
    .action(async (id: string, options: Json) => {
      const { client } = connectApi(readConfig());
      const found = await answered(client.GET('/v1/projects/{id}', { params: { path: { id } } }));
      show(print, options, found, () => projectText(found as unknown as Shown));
    });
}

/** Every project that the caller sees, page by page. */
async function allProjects(query: { county?: string | undefined; light?: Light | undefined }) {
  const { client } = connectApi(readConfig());
  type Rows = Awaited<ReturnType<typeof page>>;
  const page = (after: string | undefined) =>
    answered(client.GET('/v1/projects', { params: { query: { ...query, after, limit: PAGE } } }));
  const rows: Rows = [];
  for (let last: Rows | undefined; last === undefined || last.length === PAGE; rows.push(...last))
    last = await page(rows.at(-1)?.id);
  return rows;
}

const PAGE = 1_000;

/** What the API says of a project: the domain's own shapes. */
interface Shown {
  version: number;
  face: { stageName: Text; light: Light };
  project: Project;
  standings: Standing[];
  startUnmet: Text[];
}

/** The page of a project, for a terminal. */
export function projectText({ version, face, project, standings, startUnmet }: Shown): string {
  const people = project.appointments.map((a) => `${ROLE_NAMES[a.role].zh} ${a.person}（${a.from} 起）`);
  const works = activeLines(project).map((l) => [
    ...[l.name, l.kind === 'main' ? '主线 main' : '配套 supporting'],
    lineStage(project, l.id).name.zh,
  ]);
  const milestones = byKey(project.milestones)
    .map(([, m]) => m)
    .filter(isActive)
    .map((m) => [
      ...[m.name, m.line === undefined ? '' : (lineOf(project, m.line)?.name ?? m.line)],
      ...[committedOn(m) ?? '—', m.actualOn === undefined ? (expectedOn(m) ?? '—') : `✓ ${m.actualOn}`],
    ]);
  const open = standings.map((s) => [
    ...[lightText(s.light), s.title, s.dueOn],
    `${STATUS[s.status]}${s.workdaysLate > 0 ? ` ${s.workdaysLate}` : ''}`,
    `${s.why.zh}\n${s.why.en}`,
  ]);
  const parts: [title: string, head: string[], rows: string[][]][] = [
    ['各线 / lines', ['名称 / name', '类别 / kind', '阶段 / stage'], works],
    ['节点 / milestones', ['名称', '线', '承诺 / promised', '预计或完成 / expected or ✓ done'], milestones],
    ['事项 / what is open', ['灯', '事项', '到期 / due', '状态 / status', '原因 / why'], open],
  ];
  return [
    `${lightText(face.light)}  ${project.name}（${project.id}）  v${version}`,
    `${project.county}  ${both(face.stageName)}  签约 / signed ${project.signedOn}`,
    people.join('  '),
    ...parts.flatMap(([title, head, rows]) =>
      rows.length === 0 ? [] : [`\n${title} (${rows.length})`, tableText(head, rows)],
    ),
    ...(startUnmet.length === 0
      ? []
      : [`\n开工前尚缺 / before the start (${startUnmet.length})`, ...startUnmet.map((t) => `  ${both(t)}`)]),
  ].join('\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FileError([`命令不是有效的 JSON / the command is not valid JSON: ${text}`]);
  }
}

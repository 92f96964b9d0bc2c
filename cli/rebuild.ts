/** `quancheng rebuild [NAME]`: read models built anew from the log, compared, and switched. */
import { Argument, type Command } from 'commander';
import { READ_MODELS } from '../projections/index.ts';
import { readModel, rebuild } from '../store/rebuild.ts';
import { withSystem } from './database.ts';
import { jsonOption, progress, tell, type Json, type Print } from './output.ts';

/** More differing rows than this are counted and not printed. */
const PRINTED = 20;

export function addRebuild(program: Command, print: Print): void {
  program
    .command('rebuild')
    .description('重建读模型：旁边重建、逐行比较、原子切换 / build read models beside, compare, switch')
    .addArgument(
      new Argument('[name]', '只重建这一个 / this one only').choices(READ_MODELS.map((m) => m.name)),
    )
    .addOption(jsonOption())
    .action(async (name: string | undefined, { json }: Json) => {
      const models: (Awaited<ReturnType<typeof rebuild>> & { name: string; version: number })[] = [];
      const say = json ? tell : print;
      await withSystem(async (system) => {
        for (const model of name === undefined ? READ_MODELS : [readModel(name)]) {
          let seen = 0;
          const done = await rebuild(system, model, {
            at: new Date().toISOString(),
            progress: (total) => progress(`重建 / rebuilding ${model.name}`, total),
            onDifference: ({ stream, key, live, built }) => {
              seen += 1;
              if (seen > PRINTED) return;
              say(`≠ ${model.name} ${stream} ${key === stream ? '' : key}`);
              say(`  ${changed(live, built).join('\n  ')}`);
            },
          });
          models.push({ name: model.name, version: model.version, ...done });
          if (seen > PRINTED) say(`  … ${seen - PRINTED} 行未列出 / rows not printed`);
          say(
            `✓ ${model.title.zh} v${model.version}：${done.streams} 个流，${done.differences} 行不同，已切换 / ` +
              `${model.name}: ${done.streams} streams, ${done.differences} rows differed, switched`,
          );
        }
      });
      if (json) print(JSON.stringify(models, null, 2));
    });
}

/** The columns in which two rows differ, `live → built`. */
function changed(live: Record<string, unknown> | null, built: Record<string, unknown> | null): string[] {
  if (!live) return ['缺少这一行 / this row was missing'];
  if (!built) return ['多余的一行 / this row should not be there'];
  return Object.keys({ ...live, ...built })
    .filter((column) => JSON.stringify(live[column]) !== JSON.stringify(built[column]))
    .map((column) => `${column}: ${short(live[column])} → ${short(built[column])}`);
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

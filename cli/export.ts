/** `quancheng export` and `import`: the whole log as a file of newline JSON, checked on the way in. */
import type { Command } from 'commander';
import { exportLog } from '../store/export.ts';
import { importLog } from '../store/import.ts';
import { noteBackup } from '../store/standing.ts';
import { progressLines } from '../store/progress.ts';
import { FileError } from '../contracts/file.ts';
import { tell, withSystem } from './database.ts';
import { importLedger, importOptions, type ImportOptions } from './ledger.ts';

export function addExport(program: Command, print: (line: string) => void): void {
  program
    .command('export')
    .description('导出全部日志，每行一个 JSON / export the whole log as newline JSON')
    .argument('[file]', '文件名，.gz 则压缩 / file name, compressed with .gz', 'quancheng-log.ndjson')
    .action(async (file: string) => {
      const begun = new Date().toISOString();
      const { events, root } = await withSystem(async (system) => {
        const done = await exportLog(system.db, file, (total) =>
          progressLines(tell, '导出 / exporting', total),
        );
        await noteBackup(system, begun);
        return done;
      });
      print(
        `✓ 已导出 ${events} 个事件 / exported ${events} events: ${file}\n  锚 / anchor ${root}\n` +
          '  人名在文件中是密文：读取须同一主密钥 / names are encrypted in it: reading them takes the same master key',
      );
    });

  importOptions(
    program
      .command('import')
      .description(
        '导入台账（.xlsx、.csv，见 ledger import）；或向空系统导入日志，逐行核对 / take a ledger in; or import a log into an empty system, each line checked',
      )
      .argument('<file>')
      .option('--county <name>', '台账的县区 / the county of a ledger'),
  ).action(
    async (file: string, { county, ...options }: { county?: string } & Omit<ImportOptions, 'county'>) => {
      if (/\.(xlsx|csv)$/i.test(file)) {
        if (county === undefined) throw new FileError(['台账须有 --county / a ledger needs --county']);
        await importLedger(file, { ...options, county }, print);
        return;
      }
      const done = await withSystem((system) =>
        importLog(system, file, { at: new Date().toISOString(), log: tell }),
      );
      print(
        `✓ 已导入 ${done.events} 个事件、${done.streams} 个流，未发送任何通知 / ` +
          `imported ${done.events} events of ${done.streams} streams, nothing was sent\n  锚 / anchor ${done.root}`,
      );
    },
  );
}

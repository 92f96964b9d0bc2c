/** `quancheng erase PERSON`: deletes what names a person; the log still verifies. */
import type { Command } from 'commander';
import { erasePerson } from '../store/erase.ts';
import { withSystem } from './database.ts';
import { jsonOption, progress, show, type Json, type Print } from './output.ts';

export function addErase(program: Command, print: Print): void {
  program
    .command('erase')
    .description('删除某人的个人信息，不可恢复 / erase a person: this cannot be undone')
    .argument('<person>', '姓名，与登记时完全一致 / the name exactly as it was entered')
    .requiredOption(
      '--reason <text>',
      '依据，写入回执，勿写姓名 / the ground, kept in the receipt: write no name',
    )
    .addOption(jsonOption())
    .action(async (person: string, { reason, ...options }: Json & { reason: string }) => {
      const receipt = await withSystem((system) =>
        erasePerson(system, person, {
          reason: reason.replaceAll(person, '…'),
          at: new Date().toISOString(),
          progress: (total) => progress('查找 / looking', total),
        }),
      );
      show(
        print,
        options,
        receipt,
        () =>
          `✓ 已删除：${receipt.events} 个事件、${receipt.streams} 个流中不再有此人 / ` +
          `erased: ${receipt.events} events of ${receipt.streams} streams name this person no more\n` +
          `  回执 / receipt ${receipt.stream}\n` +
          '  备份和导出文件须另行处理，见 docs/backup.md / backups and exported files are another matter, see docs/backup.md',
      );
    });
}

/** `quancheng verify`: proves that nothing in the log was changed, or names the first event that was. */
import type { Command } from 'commander';
import { itemsOf, readLogFile } from '../store/log-file.ts';
import { progressLines } from '../store/progress.ts';
import { verifyItems, verifyLog, type Verdict } from '../store/verify.ts';
import { plain, tell, withSystem } from './database.ts';

export function addVerify(program: Command, print: (line: string) => void): void {
  program
    .command('verify')
    .description('核对日志的哈希链、封签和日锚 / verify the hash chain, the seals and the daily anchors')
    .option('--file <file>', '核对导出的文件，不需要数据库 / verify an exported file, with no database')
    .option('--anchor <hex>', '另处留存的锚须在日志中 / a root kept elsewhere must be one of this log')
    .action(async ({ file, anchor }: { file?: string; anchor?: string }) => {
      const progress = (total?: number) => progressLines(tell, '核对 / verifying', total);
      const verdict =
        file === undefined
          ? await withSystem((system) => verifyLog(system.db, { anchor, progress }))
          : await ofFile(file, anchor, progress());
      print(
        `✓ 日志完整：${verdict.events} 个事件，${verdict.streams} 个流，日锚 ${verdict.anchors} 个 / ` +
          `the log is whole: ${verdict.events} events, ${verdict.streams} streams, ${verdict.anchors} anchors\n` +
          `  锚 / anchor ${verdict.root}（位置 / position ${verdict.position}）`,
      );
    });
}

async function ofFile(
  file: string,
  anchor: string | undefined,
  progress: ReturnType<typeof progressLines>,
): Promise<Verdict> {
  try {
    const { verdict } = await verifyItems(itemsOf(readLogFile(file)), { anchor, progress });
    progress.done();
    return verdict;
  } catch (error) {
    throw plain(error);
  }
}

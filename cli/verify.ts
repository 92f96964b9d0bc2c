/** `quancheng verify`: proves that nothing in the log was changed, or names the first event that was. */
import type { Command } from 'commander';
import { itemsOf, readLogFile } from '../store/log-file.ts';
import type { Progress } from '../store/progress.ts';
import { verifyItems, verifyLog, type Verdict } from '../store/verify.ts';
import { plain, withSystem } from './database.ts';
import { jsonOption, progress, show, type Json, type Print } from './output.ts';

export function addVerify(program: Command, print: Print): void {
  program
    .command('verify')
    .description('核对日志的哈希链、封签和日锚 / verify the hash chain, the seals and the daily anchors')
    .option('--file <file>', '核对导出的文件，不需要数据库 / verify an exported file, with no database')
    .option('--anchor <hex>', '另处留存的锚须在日志中 / a root kept elsewhere must be one of this log')
    .addOption(jsonOption())
    .action(async ({ file, anchor, ...options }: Json & { file?: string; anchor?: string }) => {
      const seen = (total?: number) => progress('核对 / verifying', total);
      const verdict =
        file === undefined
          ? await withSystem((system) => verifyLog(system.db, { anchor, progress: seen }))
          : await ofFile(file, anchor, seen());
      show(
        print,
        options,
        verdict,
        () =>
          `✓ 日志完整：${verdict.events} 个事件，${verdict.streams} 个流，日锚 ${verdict.anchors} 个 / ` +
          `the log is whole: ${verdict.events} events, ${verdict.streams} streams, ${verdict.anchors} anchors\n` +
          `  锚 / anchor ${verdict.root}（位置 / position ${verdict.position}）`,
      );
    });
}

async function ofFile(file: string, anchor: string | undefined, seen: Progress): Promise<Verdict> {
  try {
    const { verdict } = await verifyItems(itemsOf(readLogFile(file)), { anchor, progress: seen });
    seen.done();
    return verdict;
  } catch (error) {
    throw plain(error);
  }
}

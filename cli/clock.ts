/** `quancheng clock`: what time it is for the system, and a demo's clock moved on. */
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { localTime } from '../domain/dates.ts';
import { answered, connectApi } from './client.ts';
import { jsonOption, show, type Json, type Print } from './output.ts';

const ZONE = 'Asia/Shanghai';

export function addClock(program: Command, print: Print): void {
  const group = program.command('clock').description('演示时钟 / the demo clock');
  group
    .command('show', { isDefault: true })
    .description('现在几点 / what time it is')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const found = await answered(connectApi(readConfig()).client.GET('/v1/clock'));
      const kind = found.mode === 'demo' ? '演示时钟 / demo clock' : '真实时钟 / real clock';
      show(print, options, found, () => `${localTime(found.now, ZONE)} ${kind}`);
    });
  group
    .command('advance')
    .description('演示时钟前进 / move the demo clock on')
    .argument('<duration>', '小时、日或周，如 12h、5d、2w / hours, days or weeks')
    .option('--json', '每停一次一行 JSON / one line of JSON a stop', false)
    .action(async (by: string, { json }: Json) => {
      const api = connectApi(readConfig());
      const { client } = api;
      const inbox = () => answered(client.GET('/v1/notices', { params: { query: { limit: 1_000 } } }));
      const seen = new Set((await inbox()).map(({ id }) => id));
      for await (const { at, error } of api.lines<{ at?: string; error?: string }>('/clock/advance', {
        by,
      })) {
        if (error !== undefined) throw new SetupError(error, 'npm start，然后重试 / then try again');
        if (!json) print(`⏩ ${localTime(at!, ZONE)}`);
        const notices = (await inbox()).filter(({ id }) => !seen.has(id)).toReversed();
        for (const { id, person, text } of notices) {
          seen.add(id);
          if (!json) print(`   🔔 → ${person}: ${text.zh}`);
        }
        if (json) print(JSON.stringify({ at, notices }));
      }
    });
}

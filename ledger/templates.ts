/** Templates as a ledger writes them. */
import type { Template } from '../domain/templates.ts';

/**
 * What may stand in the column 流程模板, by its code: `industrial v2` for a version, `industrial` or the Chinese
 * name for the newest one.
 */
export function templateNames(templates: readonly Template[]): Record<string, string> {
  return Object.fromEntries(
    templates.flatMap(({ id, version, name }) => [
      [`${id} v${version}`, `${name.zh} v${version}`],
      [id, name.zh],
    ]),
  );
}

/** Reads a YAML or JSON file against a schema; every fault names the file, the line and the field. */
import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** One or more faults of a file, a line of text each: `file:line field: what is wrong`. */
export class FileError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(faults.join('\n'));
    this.name = 'FileError';
    this.faults = faults;
  }
}

/** The parsed content of `path`. Throws `FileError` when it is not readable or does not fit `schema`. */
export async function readChecked<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new FileError([`${path}: 无法读取 / can't be read (${error.code})`]);
  });
  const lines = new LineCounter();
  const document = attempt(path, () => parseDocument(text, { lineCounter: lines, schema: 'core' }));
  if (document.errors.length > 0) {
    throw new FileError(
      document.errors.map(
        (e) => `${path}:${e.linePos?.[0].line ?? 1}: 格式错误 / not valid YAML or JSON: ${e.code}`,
      ),
    );
  }
  const result = schema.safeParse(attempt(path, () => document.toJS() as unknown));
  if (result.success) return result.data;
  throw new FileError(
    result.error.issues.map((issue) => {
      const field = issue.path.map((p) => (typeof p === 'symbol' ? String(p) : p));
      return `${path}:${lineOf(document, lines, field)} ${field.join('.') || '(文件 / file)'}: ${issue.message}`;
    }),
  );
}

/** A file may be made to exhaust its reader: aliases of aliases, a thousand levels. That is a fault of the file. */
function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FileError([
      error instanceof RangeError
        ? `${path}: 嵌套过深 / nested too deep`
        : `${path}: 引用（*别名）过多或无效 / too many aliases, or one of nothing: write the values out`,
    ]);
  }
}

/** The line of the deepest part of `path` that stands in the document. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: (string | number)[],
): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

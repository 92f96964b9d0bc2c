/** Ids for what an office names without one, and names as it writes them. */
import { createHash } from 'node:crypto';
import type { StageSpec } from '../domain/templates.ts';
import { plainText } from './chinese-numerals.ts';

/** An id that is the same whenever the same name is read. */
export const keyFor = (prefix: string, ...names: string[]): string =>
  `${prefix}-${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 8)}`;

/** The id of a stage by its id or its Chinese name; undefined when the template has none. */
export const stageNamed = (stages: readonly StageSpec[], text: string): string | undefined =>
  stages.find((s) => s.id === text || plainText(s.name.zh) === plainText(text))?.id;

/** Two texts that a person reads as the same. */
export const sameText = (a: string, b: string): boolean =>
  a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim();

/** Tables for a terminal: a Chinese character is two columns wide. */
import Table from 'cli-table3';
import { LIGHT_SIGNS, type Light } from '../domain/lights.ts';

export const lightText = (l: Light): string => `${LIGHT_SIGNS[l].sign} ${LIGHT_SIGNS[l].zh}`;

/** A table with a head, in plain lines, without colours. */
export function tableText(head: string[], rows: (string | number)[][]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

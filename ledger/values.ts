/**
 * What a cell says, by the kind of its column. A value is read by a stated rule or refused with what to write;
 * nothing is guessed. Dates have a file of their own.
 */
import { visible, type Text } from '../domain/text.ts';
import { plainText } from './chinese-numerals.ts';
import type { Cell, Reading } from './grid.ts';

export type Read<T> = { ok: true; value: T | null } | Extract<Reading<T>, { ok: false }>;

const refused = (zh: string, en: string): { ok: false; why: Text } => ({ ok: false, why: { zh, en } });
const NOTHING = /^([-—–/\\]+|无|暂无|待定|未定)$/;

/** The faults that any cell can have, whatever it is to say. */
export function faultOf(cell: Cell): { ok: false; why: Text } | undefined {
  if (cell.error !== undefined)
    return refused(`单元格有错误值 ${cell.error}，请改正`, `the cell holds the error ${cell.error}: mend it`);
  if (cell.formulaWithoutResult)
    return refused(
      '公式没有结果，请在 Excel 中重新计算并保存',
      'the formula has no result: calculate it in Excel and save',
    );
  return undefined;
}

/** The text of a cell; null for an empty one. Numbers as they are written without a format. */
export function readText(cell: Cell, most = 200): Read<string> {
  const fault = faultOf(cell);
  if (fault) return fault;
  if (cell.value === null) return { ok: true, value: null };
  if (cell.dated || typeof cell.value === 'boolean')
    return refused('此处应为文字', 'this must be text, not a date or a truth value');
  const whole = String(cell.value);
  if (/[\0\p{Surrogate}]/u.test(whole))
    return refused('含有无法保存的字符', 'has characters that cannot be stored');
  const text = visible(whole.replace(/\s+/g, ' ')).trim();
  if (text.length > most) return refused(`超过 ${most} 个字`, `longer than ${most} characters`);
  return { ok: true, value: text === '' ? null : text };
}

/** An id: letters, digits, - and _, as in the rest of the system; full-width ones are taken as plain. */
export function readId(cell: Cell): Read<string> {
  const found = readText(cell);
  if (!found.ok || found.value === null) return found;
  const id = plainText(found.value);
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(id)
    ? { ok: true, value: id }
    : refused(`编号只能用字母、数字、- 和 _：“${id}”`, `an id is letters, digits, - and _: “${id}”`);
}

const rounded = (n: number): number => Number(n.toPrecision(12));

/** A number with its unit, if one stands behind it: `１，２００ 万元` → 1200, 万元. */
function figure(cell: Cell): { ok: true; value: number | null; unit: string } | { ok: false; why: Text } {
  const fault = faultOf(cell);
  if (fault) return fault;
  const { value } = cell;
  if (value === null) return { ok: true, value: null, unit: '' };
  if (typeof value === 'number') {
    return cell.dated
      ? refused('此处应为数字，单元格是日期格式', 'this must be a number, the cell is formatted as a date')
      : { ok: true, value, unit: '' };
  }
  if (typeof value === 'boolean') return refused('此处应为数字', 'this must be a number');
  const text = plainText(value).replaceAll(' ', '');
  if (text === '' || NOTHING.test(text)) return { ok: true, value: null, unit: '' };
  const m = /^[¥￥]?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([^\d.,]*)$/.exec(text);
  if (!m)
    return refused(
      `“${value}”不是一个数，请只写数字`,
      `“${value}” is not one number: write the figure alone`,
    );
  return { ok: true, value: Number(m[1]!.replaceAll(',', '')), unit: m[2]! };
}

const inUnits = (
  cell: Cell,
  inHeader: string | undefined,
  units: Readonly<Record<string, number>>,
  what: Text,
): Read<number> => {
  const found = figure(cell);
  if (!found.ok || found.value === null) return found;
  const unit = found.unit || inHeader;
  const names = Object.keys(units).join('、');
  if (unit === undefined)
    return refused(
      `没有单位：请在表头或单元格注明 ${names}`,
      `no unit: say ${names} in the header or the cell`,
    );
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined)
    return refused(`不认识的单位“${unit}”，可用 ${names}`, `unknown unit “${unit}”: use ${names}`);
  const value = rounded(found.value * factor);
  return value > 0
    ? { ok: true, value }
    : refused(
        `${what.zh}应大于 0，不知道时留空`,
        `${what.en} must be above 0: leave it empty where it is not known`,
      );
};

export const MONEY_UNITS = { 万元: 1, 万: 1, 亿元: 10_000, 亿: 10_000, 元: 0.0001 } as const;
export const AREA_UNITS = { 亩: 1, 公顷: 15 } as const;

/** 万元. `unit` is that of the header. */
export const readMoney = (cell: Cell, unit?: string): Read<number> =>
  inUnits(cell, unit, MONEY_UNITS, { zh: '金额', en: 'an amount' });

/** 亩; a hectare is 15 of them. */
export const readArea = (cell: Cell, unit?: string): Read<number> =>
  inUnits(cell, unit, AREA_UNITS, { zh: '面积', en: 'an area' });

/** Whole working days; `天` and `日` alone may be calendar days and are refused. */
export function readWorkdays(cell: Cell, unit?: string): Read<number> {
  const found = figure(cell);
  if (!found.ok || found.value === null) return found;
  const named = found.unit || unit;
  if (named !== undefined && !['工作日', '个工作日'].includes(named))
    return refused(
      `“${named}”不知是否为工作日，请写工作日数`,
      `“${named}” may be calendar days: write working days`,
    );
  return Number.isInteger(found.value) && found.value >= 1 && found.value <= 400
    ? { ok: true, value: found.value }
    : refused('应为 1 至 400 的整数', 'must be a whole number from 1 to 400');
}

/** Per cent, 0 to 100. A share such as 0.9 counts only where its format or a sign says that it is one. */
export function readPercent(cell: Cell & { percent?: boolean | undefined }): Read<number> {
  const found = figure(cell);
  if (!found.ok || found.value === null) return found;
  if (found.unit !== '' && found.unit !== '%')
    return refused(`不认识的单位“${found.unit}”`, `unknown unit “${found.unit}”`);
  const bare = typeof cell.value === 'number' || found.unit === '';
  if (bare && !cell.percent && found.value > 0 && found.value <= 1)
    return refused(
      `“${found.value}”不知是比例还是百分数，请写成 90%`,
      `“${found.value}” may be a share or per cent: write it as 90%`,
    );
  const value = rounded(cell.percent && typeof cell.value === 'number' ? found.value * 100 : found.value);
  return value >= 0 && value <= 100
    ? { ok: true, value }
    : refused('进度应在 0 至 100 之间', 'progress is 0 to 100');
}

const YES = new Set(['是', '√', '✓', '有', 'y', 'yes', 'true', '1']);
const NO = new Set(['否', '×', '✗', 'x', '无', '没有', 'n', 'no', 'false', '0']);

export function readYes(cell: Cell): Read<boolean> {
  const fault = faultOf(cell);
  if (fault) return fault;
  if (cell.value === null) return { ok: true, value: null };
  const text = plainText(String(cell.value)).toLowerCase();
  if (text === '') return { ok: true, value: null };
  if (YES.has(text)) return { ok: true, value: true };
  if (NO.has(text)) return { ok: true, value: false };
  return refused(`请写“是”或“否”：“${text}”`, `write 是 or 否: “${text}”`);
}

/** One of the named values, by its name or its code. */
export function readChoice(cell: Cell, options: Readonly<Record<string, string>>): Read<string> {
  const found = readText(cell);
  if (!found.ok || found.value === null) return found;
  const text = plainText(found.value);
  const code = Object.keys(options).find((key) => key === text || plainText(options[key]!) === text);
  return code === undefined
    ? refused(
        `“${text}”不在可选项中：${Object.values(options).join('、')}`,
        `“${text}” is none of: ${Object.values(options).join(', ')}`,
      )
    : { ok: true, value: code };
}

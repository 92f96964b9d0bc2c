/** Chinese numerals and full-width signs as offices write them in dates and amounts. */

const DIGITS: Readonly<Record<string, number>> = {
  ...{ 〇: 0, '○': 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};

/** Full-width digits, letters and signs as plain ones, without blanks at the ends (`２０２４．３` → `2024.3`). */
export const plainText = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

/** `二〇二四年三月二十六日` → `2024年3月26日`: the numerals that stand before 年, 月, 日, 号 or 季度. */
export function arabicDates(text: string): string {
  return text
    .replace(/[〇○零一二三四五六七八九]{2,4}(?=年)/g, (run) => run.replace(/./g, (c) => String(DIGITS[c])))
    .replace(/[一二三四五六七八九十]{1,3}(?=月|日|号|季度)/g, (run) => String(upTo99(run) ?? run));
}

/** 1–99 in words; undefined for what is not a number so written. */
function upTo99(run: string): number | undefined {
  const [, tens, ten, ones] = /^([二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(run) ?? [];
  if (ten === undefined || (ten === '' && tens !== '' && ones !== '')) return undefined;
  if (ten === '') return DIGITS[tens! + ones!];
  return (tens === '' ? 1 : DIGITS[tens!]!) * 10 + (ones === '' ? 0 : DIGITS[ones!]!);
}

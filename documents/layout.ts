/** The layout of an official document after GB/T 9704-2012, once for every writer. Lengths in mm, sizes in pt. */
export const PAGE = { width: 210, height: 297 } as const;
/** 天头 37, 订口 28; the type area is 156 × 225 mm. */
export const MARGINS = { top: 37, right: 26, bottom: 35, left: 28 } as const;
/** The foot of the page number, from the edge of the paper. */
export const FOOTER = 23;
/** 三号 body, 二号 title, 四号 page number, 小四 in tables. */
export const SIZES = { title: 22, body: 16, table: 12, page: 14, note: 12 } as const;
/** Exact leading: 22 lines to a page. */
export const LEADING = { title: 35, body: 28, table: 18, note: 20 } as const;
/** Fonts by name, the first that a machine has; none is shipped. */
export const FONTS = {
  title: ['方正小标宋_GBK', '方正小标宋简体'],
  body: ['仿宋_GB2312', '仿宋'],
  heading1: ['黑体'],
  heading2: ['楷体_GB2312', '楷体'],
  page: ['宋体'],
} as const;
/** For machines that have none of them: the print of a server. */
export const FALLBACK = {
  serif: ['FangSong', 'STFangsong', 'Noto Serif CJK SC', 'Noto Serif SC', 'serif'],
  sans: ['SimHei', 'STHeiti', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif'],
} as const;
export const pageNumber = ['— ', ' —'] as const;

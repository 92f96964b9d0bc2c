/** The two languages of every page: Chinese first, English beside it. */
import type { Text } from '../domain/text.ts';

export type Language = keyof Text;

/** What a page says in one language. */
export type Say = (text: Text) => string;
export const sayIn =
  (language: Language): Say =>
  (text) =>
    text[language];

/** What several pages say. */
export const WORDS = {
  product: { zh: '全程', en: 'Quancheng' },
  board: { zh: '周调度', en: 'Weekly review' },
  projects: { zh: '项目', en: 'Projects' },
  project: { zh: '项目', en: 'Project' },
  reviews: { zh: '历次调度', en: 'Past reviews' },
  wall: { zh: '挂图作战', en: 'Wall chart' },
  screen: { zh: '大屏', en: 'Big screen' },
  ledger: { zh: '台账', en: 'Ledger' },
  importing: { zh: '导入', en: 'Import' },
  rules: { zh: '规则', en: 'Rules' },
  operator: { zh: '运维', en: 'Operation' },
  light: { zh: '灯', en: 'Light' },
  county: { zh: '县区', en: 'County' },
  zone: { zh: '开发区（园区）', en: 'Zone' },
  industry: { zh: '产业', en: 'Industry' },
  stage: { zh: '阶段', en: 'Stage' },
  chief: { zh: '项目长', en: 'Project chief' },
  leader: { zh: '包联领导', en: 'Leader in charge' },
  department: { zh: '责任单位', en: 'Department' },
  item: { zh: '事项', en: 'Item' },
  why: { zh: '原因', en: 'Why' },
  due: { zh: '到期', en: 'Due' },
  next: { zh: '下一到期', en: 'Next due' },
  all: { zh: '全部', en: 'All' },
  show: { zh: '查看', en: 'Show' },
  send: { zh: '提交', en: 'Send' },
  none: { zh: '无', en: 'None' },
  asOf: { zh: '截至', en: 'As of' },
  dataAsOf: { zh: '数据截至', en: 'Data as of' },
  asTrue: { zh: '当日实情', en: 'as true on that day' },
  asKnown: { zh: '当日所知', en: 'as known on that day' },
  today: { zh: '今天', en: 'today' },
  demo: { zh: '演示时钟（不是真实日期）', en: 'demo clock (not the real date)' },
  skip: { zh: '跳到正文', en: 'Skip to content' },
  menu: { zh: '主导航', en: 'Main navigation' },
  other: { zh: 'English', en: '中文' },
  people: { zh: '人', en: 'people' },
  target: { zh: '年度目标', en: 'Target of the year' },
  print: { zh: '打印', en: 'Print' },
} satisfies Record<string, Text>;

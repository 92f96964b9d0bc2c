/** The causes of a slip as people read and choose them. */
import { SLIP_CAUSES, type SlipCause } from '../domain/project/events.ts';
import type { Text } from '../domain/text.ts';

export const CAUSES: Record<SlipCause, Text> = {
  enterprise: { zh: '企业自身', en: 'the enterprise' },
  department: { zh: '部门审批或配合', en: 'a department' },
  financing: { zh: '融资', en: 'financing' },
  land: { zh: '用地', en: 'land' },
  energy: { zh: '用能（电、气、水）', en: 'energy' },
  outsideWindow: { zh: '等待外部窗口期', en: 'waiting for an outside window' },
  weather: { zh: '天气', en: 'weather' },
  forceMajeure: { zh: '不可抗力', en: 'force majeure' },
  recovered: { zh: '追回', en: 'made good' },
  unexplained: { zh: '未说明', en: 'unexplained' },
};

/** Those that a person may name: the others are found by the rules. */
export const NAMEABLE_CAUSES = SLIP_CAUSES.filter((c) => c !== 'recovered' && c !== 'unexplained');

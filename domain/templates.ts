/**
 * Lifecycle templates: versioned data, not code. A project pins the version it was signed with.
 *
 * Stages stand in their order. `whenEvery` marks the stage that a project reaches only when every main
 * line has reached it; the other stages are reached by the first line that gets there.
 */
import type { Text } from './text.ts';

export interface StageSpec {
  id: string;
  name: Text;
  whenEvery?: true;
  /** A stage that follows from facts instead of a milestone. */
  reachedBy?: 'checklistBegun' | 'startReady';
  /** What must hold before a milestone may enter it. */
  gate?: 'startReady';
}

export interface Template {
  id: string;
  version: number;
  name: Text;
  stages: StageSpec[];
}

const FORMALITIES: StageSpec[] = [
  { id: 'signing', name: { zh: '签约', en: 'signing' } },
  { id: 'approval', name: { zh: '审批', en: 'approval' }, reachedBy: 'checklistBegun' },
];

export const TEMPLATES: readonly Template[] = [
  {
    id: 'industrial',
    version: 1,
    name: { zh: '工业投资项目', en: 'industrial project' },
    stages: [
      ...FORMALITIES,
      { id: 'construction', name: { zh: '建设', en: 'construction' }, gate: 'startReady' },
      { id: 'trialProduction', name: { zh: '试生产', en: 'trial production' } },
      { id: 'fullCommissioning', name: { zh: '达产', en: 'full commissioning' }, whenEvery: true },
    ],
  },
  {
    id: 'infrastructure',
    version: 1,
    name: { zh: '基础设施项目', en: 'infrastructure project' },
    stages: [
      { id: 'projectApproval', name: { zh: '立项审批', en: 'project approval' } },
      { id: 'drawings', name: { zh: '施工图设计', en: 'construction drawings' } },
      { id: 'fiscalReview', name: { zh: '财政评审', en: 'fiscal review' } },
      { id: 'tendering', name: { zh: '招投标', en: 'tendering' } },
      { id: 'formalities', name: { zh: '手续办理', en: 'formalities' } },
      { id: 'construction', name: { zh: '施工', en: 'construction' } },
      { id: 'accepted', name: { zh: '竣工验收', en: 'accepted' }, whenEvery: true },
    ],
  },
  {
    id: 'formalities',
    version: 1,
    name: { zh: '前期手续', en: 'preliminary formalities' },
    stages: [
      ...FORMALITIES,
      { id: 'startReady', name: { zh: '具备开工条件', en: 'ready to start' }, reachedBy: 'startReady' },
    ],
  },
];

export function findTemplate(id: string, version: number): Template | undefined {
  return TEMPLATES.find((t) => t.id === id && t.version === version);
}

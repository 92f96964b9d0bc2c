/** What an event is about, so that whoever reads a number can see the events that it comes from. */
import type { ProjectEvent } from './events.ts';
import { keyOf } from './state.ts';

/** The keys of an event's subjects: `milestone:x`, `approvalItem:x`, `blocker:x`, `line:x`, `people:role` …, `project`. */
export function subjectsOf(event: ProjectEvent): string[] {
  if (event.type === 'projectSigned') return signed(event.data);
  const found: string[] = [];
  const data = event.data as Record<string, unknown>;
  const add = (field: string, prefix: string): void => {
    const value = data[field];
    for (const id of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof id === 'string') found.push(`${prefix}${id}`);
  };
  add('milestone', 'milestone:');
  add('item', 'approvalItem:');
  add('factor', 'factor:');
  add('condition', 'condition:');
  add('blocker', 'blocker:');
  add('window', 'window:');
  add('directive', 'directive:');
  add('obligation', '');
  add('about', '');
  add('covers', '');
  add('line', 'line:');
  add('lines', 'line:');
  add('role', 'people:');
  if (event.type === 'milestoneAdded') found.push(keyOf('milestone', event.data.id));
  if (event.type === 'approvalItemAdded') found.push(keyOf('approvalItem', event.data.id));
  if (event.type === 'windowAdded') found.push(`window:${event.data.id}`);
  if (event.type === 'lineSplit') found.push(...event.data.into.map((l) => `line:${l.id}`));
  if (event.type === 'linesMerged') found.push(`line:${event.data.into.id}`);
  if (event.type === 'onSiteOfficeHeld') found.push('onSiteOffice:visit');
  return found.length > 0 ? found : ['project'];
}

const signed = (plan: Extract<ProjectEvent, { type: 'projectSigned' }>['data']): string[] => [
  'project',
  ...plan.people.map((p) => `people:${p.role}`),
  ...plan.lines.map((l) => `line:${l.id}`),
  ...plan.milestones.map((m) => keyOf('milestone', m.id)),
  ...plan.approvalItems.map((i) => keyOf('approvalItem', i.id)),
  ...plan.factors.map((f) => keyOf('factor', f.factor)),
  ...plan.windows.map((w) => `window:${w.id}`),
  ...(plan.onSiteOffice ? ['onSiteOffice:visit'] : []),
];

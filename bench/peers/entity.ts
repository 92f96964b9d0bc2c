/**
 * The plain entity workflow that Temporal's samples show: the project's state inside, a signal for each change,
 * a query to read it.
 */
import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';

export interface Change {
  milestone: string;
  on: string;
}
export const changed = defineSignal<[Change]>('changed');
export const read = defineQuery<unknown>('read');
const closed = defineSignal('closed');

export async function entity(state: Record<string, unknown>): Promise<void> {
  const changes: Change[] = [];
  let done = false;
  setHandler(changed, (change) => void changes.push(change));
  setHandler(read, () => ({ ...state, changes }));
  setHandler(closed, () => void (done = true));
  await condition(() => done);
}

/** A workflow that holds nothing and waits for ever: what the SDK itself takes. */
export async function bare(): Promise<void> {
  await condition(() => false);
}

/** What a Temporal namespace needs before the worker can use it: search attributes and the reports' Schedules. */
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { readSystem, writeSystem } from '../store/read.ts';
import type { System } from '../store/system.ts';
import { forgetShown } from '../store/wake.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import { ensureSchedules } from './schedules.ts';

/**
 * Prepares the namespace, and when it is not the one of last time (Temporal was wiped or replaced) has every
 * open project woken again. Safe to repeat.
 */
export async function prepareNamespace(
  system: System,
  client: Client,
  namespace: string,
  log: (line: string) => void,
): Promise<void> {
  const connection = client.connection as Connection;
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
  const key = `temporal/${namespace}`;
  const known = await readSystem<string>(system.db, key);
  if (known === namespaceInfo?.id) return;

  await addSearchAttributes(connection, namespace);
  await ensureSchedules(system, client);
  const woken = await forgetShown(system.db);
  if (known !== undefined)
    log(
      `Temporal 数据已更换，重新唤醒 ${woken} 个项目 / Temporal is a new one: waking ${woken} open projects`,
    );
  await writeSystem(system.db, key, namespaceInfo?.id ?? '');
}

const { IndexedValueType } = proto.temporal.api.enums.v1;
const TYPES = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/** The search attributes as Temporal's operator service takes them. */
export const searchAttributeTypes = Object.fromEntries(
  Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPES[type]]),
);

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributeTypes).filter(
    ([name]) => !(name in (customAttributes ?? {})),
  );
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing),
  });
}

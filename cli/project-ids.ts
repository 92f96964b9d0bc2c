/** What completion asks for: the ids of the projects, a line each, and nothing when the system is away. */
import { readConfig } from '../config.ts';
import { connectApi } from './client.ts';

const TIMEOUT_MS = 2_000;

try {
  const { client } = connectApi(readConfig());
  const { data = [] } = await client.GET('/v1/projects', { signal: AbortSignal.timeout(TIMEOUT_MS) });
  for (const { id } of data) console.log(id);
} catch {
  // At a prompt nobody asked for anything.
}

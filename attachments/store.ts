/**
 * Where the bytes of attachments lie: one interface, a local folder by default, a bucket that speaks S3 by
 * setting. A key is the SHA-256 of the bytes, so the same file twice is one, and no name of a file becomes a path.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';

export interface AttachmentStore {
  /** Keeps the bytes under their hash; done again, nothing changes. Throws when the store is away. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** The bytes; undefined where there are none. Throws when the store is away or gives others. */
  get(sha256: string): Promise<Uint8Array | undefined>;
}

/** Where attachments go: a folder, or a bucket. */
export type AttachmentSettings =
  | { folder: string }
  | { bucket: string; endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };

const KEY = /^[0-9a-f]{64}$/;
const HALF_A_MINUTE = 30_000;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The store that the settings name. */
export const openAttachments = (settings: AttachmentSettings): AttachmentStore =>
  checked('folder' in settings ? folderStore(settings.folder) : bucketStore(settings));

/** Holds keys and bytes to what they must be, whatever is behind. */
function checked(store: AttachmentStore): AttachmentStore {
  return {
    async put(sha256, bytes) {
      if (sha256Of(bytes) !== sha256) throw new Error(`the bytes are not those of ${sha256}`);
      await store.put(sha256, bytes);
    },
    async get(sha256) {
      if (!KEY.test(sha256)) return undefined;
      const bytes = await store.get(sha256);
      if (bytes && sha256Of(bytes) !== sha256) throw new Error(`the bytes kept as ${sha256} are others`);
      return bytes;
    },
  };
}

function folderStore(folder: string): AttachmentStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
  return {
    async put(sha256, bytes) {
      const path = pathOf(sha256);
      const part = `${path}.${randomUUID()}`;
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true });
      // Whole or not at all, also where the power fails meanwhile.
      await writeFile(part, bytes, { flush: true });
      await rename(part, path);
    },
    async get(sha256) {
      try {
        return await readFile(pathOf(sha256));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

function bucketStore({
  bucket,
  endpoint,
  ...keys
}: Extract<AttachmentSettings, { bucket: string }>): AttachmentStore {
  const client = new AwsClient({ ...keys, service: 's3', retries: 3 });
  const ask = (sha256: string, init: RequestInit) =>
    client.fetch(`${endpoint.replace(/\/$/, '')}/${bucket}/${sha256}`, {
      ...init,
      signal: AbortSignal.timeout(HALF_A_MINUTE),
    });
  return {
    async put(sha256, bytes) {
      const answer = await ask(sha256, { method: 'PUT', body: bytes as Uint8Array<ArrayBuffer> });
      if (!answer.ok) throw new Error(`the bucket ${bucket} answered ${answer.status}`);
    },
    async get(sha256) {
      const answer = await ask(sha256, { method: 'GET' });
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(`the bucket ${bucket} answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

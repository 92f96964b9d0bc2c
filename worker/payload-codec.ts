/**
 * Payloads of Temporal, encrypted: arguments, results, signals, details and what failures say are then readable to
 * who has a key, not to who runs Temporal. AES-256-GCM with a nonce for each payload; the id of the key is beside it
 * and authenticated with it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import { METADATA_ENCODING_KEY } from '@temporalio/common';
import proto from '@temporalio/proto';

export interface PayloadKey {
  /** Stands beside each payload, readable. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

const ENCODING = Buffer.from('binary/encrypted');
const KEY_ID = 'encryption-key-id';
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
const { Payload: Message } = proto.temporal.api.common.v1;

/** A payload that can't be read with the keys that are set. Names the key that it asks for, never a key itself. */
export class PayloadKeyError extends Error {
  override name = 'PayloadKeyError';
}

/**
 * The first key encrypts, all decrypt; without keys nothing is encrypted, and what is, is refused with a reason.
 * What was written before there were keys stays readable.
 */
export function createPayloadCodec(keys: readonly PayloadKey[]): PayloadCodec {
  const [first] = keys;
  const byId = new Map(keys.map((k) => [k.id, k.key]));
  return {
    encode: async (payloads) => (first ? payloads.map((p) => encrypt(p, first)) : payloads),
    decode: async (payloads) => payloads.map((p) => (isEncrypted(p) ? decrypt(p, byId) : p)),
  };
}

/** For a client and a worker alike. */
export const dataConverterOf = (keys: readonly PayloadKey[]): DataConverter => ({
  payloadCodecs: [createPayloadCodec(keys)],
  ...(keys.length > 0 ? { failureConverterPath: FAILURE_CONVERTER } : {}),
});

/** To be bundled with the workflows when there are keys. */
export const FAILURE_CONVERTER = new URL('../workflows/failure-converter.cjs', import.meta.url).pathname;

const isEncrypted = ({ metadata }: Payload): boolean => {
  const encoding = metadata?.[METADATA_ENCODING_KEY];
  return encoding != null && ENCODING.equals(encoding);
};

function encrypt(payload: Payload, { id, key }: PayloadKey): Payload {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
  const plain = Message.encode(payload).finish();
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    metadata: { [METADATA_ENCODING_KEY]: ENCODING, [KEY_ID]: Buffer.from(id) },
    data: Buffer.concat([nonce, cipher.getAuthTag(), text]),
  };
}

function decrypt({ metadata, data }: Payload, keys: ReadonlyMap<string, Buffer>): Payload {
  const id = Buffer.from(metadata?.[KEY_ID] ?? []).toString();
  const key = keys.get(id);
  if (!key)
    throw new PayloadKeyError(
      `Temporal 载荷是用密钥 “${id}” 加密的，TEMPORAL_PAYLOAD_KEYS 中没有它 / ` +
        `a payload is encrypted with the key "${id}", which TEMPORAL_PAYLOAD_KEYS does not have`,
    );
  const bytes = Buffer.from(data ?? []);
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(id))
      .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Message.decode(Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]));
  } catch (error) {
    throw new PayloadKeyError(
      `Temporal 载荷无法用密钥 “${id}” 解密：密钥不对或数据已损坏 / ` +
        `a payload can't be decrypted with the key "${id}": it is another key, or the data is damaged`,
      { cause: error },
    );
  }
}

/** How every connection to Temporal is made: worker, relay and the commands of the command line alike. */
import { readFileSync } from 'node:fs';
import type { TLSConfig } from '@temporalio/client';
import type { TemporalAccess } from '../config.ts';

/** What both kinds of connection of the SDK take. */
interface ConnectionOptions {
  address: string;
  tls?: TLSConfig;
  apiKey?: string;
}

/**
 * Options for `Connection.connect` and `NativeConnection.connect`. The files are read here, at each connection: a
 * certificate that was renewed is taken by the next one. Without `access` nothing is encrypted. Throws where a file
 * has gone since `readConfig` looked at it.
 */
export function connectionOptions(address: string, access: TemporalAccess | undefined): ConnectionOptions {
  if (access === undefined) return { address };
  const { ca, pair, apiKey } = access;
  return {
    address,
    tls: {
      ...(ca === undefined ? {} : { serverRootCACertificate: readFileSync(ca) }),
      ...(pair && { clientCertPair: { crt: readFileSync(pair.cert), key: readFileSync(pair.key) } }),
    },
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

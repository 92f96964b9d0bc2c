/** The files that pages bring along: style sheets, small scripts, the icon. Each address changes with its content. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'assets');
const MEDIA: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface Asset {
  content: Buffer;
  media: string;
  hash: string;
}

const ASSETS = new Map<string, Asset>(
  readdirSync(FOLDER).map((name) => {
    const content = readFileSync(join(FOLDER, name));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    return [name, { content, media: MEDIA[extname(name)]!, hash }];
  }),
);

/** A file of the folder `assets`; undefined for any other name. */
export const findAsset = (name: string): Asset | undefined => ASSETS.get(name);

/** The address of a file. Throws for one that is not there. */
export function asset(name: string): string {
  const found = ASSETS.get(name);
  if (!found) throw new Error(`there is no web/assets/${name}`);
  return `/assets/${name}?v=${found.hash}`;
}

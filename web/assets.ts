/** Style and scripts of the pages, read once, served under a name that changes with their content. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'assets');
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

interface Asset {
  content: Buffer;
  type: string;
  version: string;
}

const assets = new Map(
  readdirSync(FOLDER).map((name): [string, Asset] => {
    const content = readFileSync(join(FOLDER, name));
    const version = createHash('sha256').update(content).digest('hex').slice(0, 12);
    return [name, { content, type: TYPES[extname(name)]!, version }];
  }),
);

/** The address of a file in `assets/`. Throws for one that is not there. */
export function asset(name: string): string {
  const found = assets.get(name);
  if (!found) throw new Error(`web/assets has no ${name}`);
  return `/assets/${name}?v=${found.version}`;
}

/** The file of that name; undefined where there is none. Nothing outside the folder has a name. */
export const assetNamed = (name: string): Asset | undefined => assets.get(name);

#!/usr/bin/env node
// TypeScript is run as it is: tsx compiles each file when it is loaded.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// With the project's own settings, whatever folder it is called from.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
await import('./main.ts');

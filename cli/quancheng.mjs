#!/usr/bin/env node
// TypeScript is run as it is: tsx compiles each file when it is loaded.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// With the project's own settings, whatever folder it is called from.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
// Completion waits at a prompt: it loads no more than it needs.
await import(process.argv[2] === '--project-ids' ? './project-ids.ts' : './main.ts');

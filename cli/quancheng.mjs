#!/usr/bin/env node
// TypeScript is run as it is: tsx compiles each file when it is loaded.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');

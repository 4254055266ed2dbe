#!/usr/bin/env node
/** What electron-builder starts instead of fpm (CUSTOM_FPM_PATH). It has to be one executable file; the work is in fpm.ts. */
import { register } from 'tsx/esm/api';

register();
const { run } = await import(new URL('fpm.ts', import.meta.url).href);
await run(process.argv.slice(2));

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { listThirdParty } from './package/third-party-list';

const root = resolve(import.meta.dirname, '..');

/**
 * Main and preload become CommonJS files, so that every Electron loads them. A sandboxed preload has
 * to be one file; main and the process for heavy work share some.
 */
const commonJs = (name: string, input: Readonly<Record<string, string>>, codeSplitting: boolean) => ({
  plugins: [listThirdParty(resolve(root, 'out', name))],
  build: {
    outDir: resolve(root, 'out', name),
    target: 'node20',
    externalizeDeps: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(input).map(([entry, path]) => [entry, resolve(root, path)])),
      // Finds its native part beside its own files.
      external: ['@photostructure/sqlite'],
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs', codeSplitting },
    },
  },
});

export default defineConfig({
  main: commonJs('main', { index: 'electron/main.ts', job: 'electron/data/job-process.ts' }, true),
  preload: commonJs('preload', { index: 'electron/preload.ts' }, false),
  renderer: {
    root: resolve(root, 'renderer'),
    base: './',
    plugins: [react(), listThirdParty(resolve(root, 'out/renderer'))],
    build: {
      outDir: resolve(root, 'out/renderer'),
      chunkSizeWarningLimit: 1000,
      emptyOutDir: true,
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});

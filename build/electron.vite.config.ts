import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** Main and preload become one CommonJS file each, so that both Electron generations (25 and 45) load them. */
const commonJs = (name: string, entry: string) => ({
  build: {
    outDir: resolve(root, 'out', name),
    target: 'node18',
    externalizeDeps: false,
    sourcemap: true,
    rolldownOptions: {
      input: { index: resolve(root, entry) },
      // Finds its native part beside its own files.
      external: ['@photostructure/sqlite'],
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});

export default defineConfig({
  main: commonJs('main', 'electron/main.ts'),
  preload: commonJs('preload', 'electron/preload.ts'),
  renderer: {
    root: resolve(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      chunkSizeWarningLimit: 1000,
      emptyOutDir: true,
      target: 'chrome114',
      minify: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const entry = (name: string): string => resolve(import.meta.dirname, name);

export default defineConfig({
  // Pages live at / and at /b/NAME, so their files are named from the root.
  base: '/',
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { elements: entry('src/elements.ts'), index: entry('index.html'), board: entry('board.html') },
      preserveEntrySignatures: 'exports-only',
      output: {
        // Other people's pages name this file, so it has no hash; everything else may be cached for ever.
        entryFileNames: (chunk) => (chunk.name === 'elements' ? 'elements.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: { include: ['test/unit/**/*.test.ts'], environment: 'node' },
});

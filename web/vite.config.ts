import { defineConfig } from 'vite';

// Preact's JSX needs nothing but the compiler; the page is served by the program itself, from wwwroot.
export default defineConfig({
  base: '/', // a shared song is read below /share/
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: '../src/Lacquer.Server/wwwroot',
    emptyOutDir: true,
    assetsInlineLimit: 0, // data: addresses are refused by the content policy
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox128', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
  },
  server: { proxy: { '/v1': 'http://localhost:8420' } },
});

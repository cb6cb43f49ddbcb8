import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { coast } from './vite/coast.ts';

// `vite` alone proxies to a node, or to dev/mock.mjs, at TSUGITE_NODE.
const node = process.env.TSUGITE_NODE ?? 'http://127.0.0.1:8390';

export default defineConfig({
  plugins: [coast(), svelte()],
  resolve: { alias: { $: fileURLToPath(new URL('src', import.meta.url)) } },
  server: { proxy: { '/api': { target: node, ws: true } } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    assetsInlineLimit: 0, // nothing as data: URLs, so that a strict content security policy holds
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // The map's worker is a .mjs; as .js every static server gives it the right type.
        assetFileNames: (asset) => (asset.names[0]?.endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});

import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const api = process.env.GRIDSCOPE_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [vue(), tailwindcss()],
  server: {
    host: '127.0.0.1',
    // The API answers its own page alone, so the proxy speaks in the API's own name.
    proxy: {
      '/api': { target: api, changeOrigin: true, headers: { origin: api } },
      '/socket.io': { target: api, ws: true, changeOrigin: true, headers: { origin: api } },
    },
  },
  // Nothing is inlined: the page's content security policy allows no data addresses but for pictures.
  build: { chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
});

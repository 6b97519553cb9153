import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const api = process.env.GRIDSCOPE_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [vue(), tailwindcss()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: api, changeOrigin: true }, '/socket.io': { target: api, ws: true, changeOrigin: true } },
  },
  // Nothing is inlined: the page's content security policy allows no data addresses but for pictures.
  build: { chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
});

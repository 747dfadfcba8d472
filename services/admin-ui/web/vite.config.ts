import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Two scripts (src/app/fetch-later-pages.ts) and one style sheet. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    target: 'es2023',
    // What the browser fetches is watched over by a test: script, compressed.
    chunkSizeWarningLimit: 1_000,
  },
})

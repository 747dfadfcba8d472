import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** One script and one style sheet: a page that was opened before a release never asks for a part that is gone. */
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
    rolldownOptions: { output: { codeSplitting: false } },
  },
})

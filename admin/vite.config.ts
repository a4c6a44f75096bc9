import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    sveltekit({
      // One page for every address under /admin: the hub serves it, the browser does the rest.
      adapter: adapter({ fallback: 'index.html' }),
      paths: { base: '/admin', relative: false },
      version: { name: 'admin' },
    }),
  ],
  // Bundled, because the copy that the output would find in the root belongs to another package and is older.
  ssr: { noExternal: ['cookie'] },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/site': 'http://127.0.0.1:3000' } },
})

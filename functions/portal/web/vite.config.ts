/** Builds the web application into functions/portal/dist: hashed assets, each packed for transfer as well as it gets. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

const OUT = join(import.meta.dirname, '../dist');
const PACKABLE = /\.(js|css|svg|json|webmanifest)$/;

/** The function that serves them would otherwise pack them anew at every cold start, or send them unpacked. */
const packed = (): Plugin => ({
  name: 'packed',
  closeBundle() {
    const assets = join(OUT, 'assets');
    for (const name of readdirSync(assets).filter((one) => PACKABLE.test(one))) {
      const file = join(assets, name);
      const bytes = readFileSync(file);
      writeFileSync(`${file}.br`, brotliCompressSync(bytes));
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      rmSync(file);
    }
  },
});

export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [vue(), packed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  logLevel: 'warn',
});

/** The page of the API docs at /docs and the files it loads; all served by us, nothing comes from elsewhere. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { fingerprint } from '../../shared/http/fingerprint.ts';

export interface Asset {
  /** JavaScript, gzipped. */
  bytes: Uint8Array;
  /** Changes when the content does. */
  version: string;
}

/** Own files only; styles are inline because the docs viewer makes them at run time. No script but ours. */
export const DOCS_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const DOCS_PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>社区社会组织培优服务 · 接口文档</title>
<link rel="icon" href="data:,">
<script type="module" src="docs/start.js"></script>
</head>
<body>
<main id="docs"><p>接口文档载入中……</p></main>
<noscript>此页需要 JavaScript；接口定义也可直接读取：<a href="v1/openapi.json">v1/openapi.json</a></noscript>
</body>
</html>
`;

const START = `import { init } from './redoc.js';
const docs = document.getElementById('docs');
docs.replaceChildren();
init(new URL('../v1/openapi.json', import.meta.url).href, { disableTelemetry: true, router: 'hash' }, docs);
`;

const SOURCES: Readonly<Record<string, () => Promise<string>>> = {
  'start.js': async () => START,
  'redoc.js': async () => {
    const path = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
    // Its logo would come from elsewhere, and the page's policy blocks that.
    return (await readFile(path, 'utf8')).replace(/https:\/\/cdn\.[^`'"]+/g, 'data:,');
  },
};

/**
 * Makes the function that gives a file of the docs page, or undefined when there is none of that name; each is read
 * and gzipped once, when first asked for.
 */
export function docsAssets(): (name: string) => Promise<Asset> | undefined {
  const assets = new Map<string, Promise<Asset>>();
  return (name) => {
    const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
    if (!source) return undefined;
    const asset = assets.get(name) ?? load(source);
    assets.set(name, asset);
    asset.catch(() => assets.delete(name));
    return asset;
  };
}

async function load(source: () => Promise<string>): Promise<Asset> {
  const text = await source();
  return { bytes: await promisify(gzip)(text, { level: 9 }), version: fingerprint(text) };
}

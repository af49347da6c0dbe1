/** The built web application: which file an address stands for, and how it may be kept. Files are read when first asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    json: 'application/json; charset=utf-8',
    svg: 'image/svg+xml',
    webmanifest: 'application/manifest+json',
    png: 'image/png',
    woff2: 'font/woff2',
  }),
);

/** What an asset may be, as the API's document names it. */
export const ASSET_TYPES: readonly string[] = [...TYPES.values()].map((type) => type.split(';')[0]!);

/** Packed when it was built, best first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

export interface SiteFile {
  bytes: Uint8Array;
  type: string;
  /** Content-Encoding; undefined for what does not get smaller, as pictures. */
  encoding?: 'br' | 'gzip';
}

export interface Site {
  /** The one page; the application finds by the address what to show. */
  page: string;
  /** An asset, as small as the browser takes it; undefined when there is none of that name. */
  file: (name: string, acceptEncoding: string) => SiteFile | undefined;
}

/**
 * Opens the folder of a build.
 * @param settings put into the page where the build left `%NAME%`
 * @throws Error where there is no build
 */
export function openSite(folder: string, settings: Readonly<Record<string, string>>): Site {
  const page = readFileSync(join(folder, 'index.html'), 'utf8').replace(/%([A-Z_]+)%/g, (_, name: string) =>
    escaped(settings[name] ?? ''),
  );
  const assets = join(folder, 'assets');
  const names = new Set(readdirSync(assets));
  const read = new Map<string, Uint8Array>();
  const bytesOf = (name: string) => {
    const bytes = read.get(name) ?? readFileSync(join(assets, name));
    read.set(name, bytes);
    return bytes;
  };
  return {
    page,
    file: (asset, acceptEncoding) => {
      const type = TYPES.get(asset.slice(asset.lastIndexOf('.') + 1));
      if (type === undefined) return undefined;
      if (names.has(asset)) return { bytes: bytesOf(asset), type };
      const packed = ENCODINGS.filter(({ ending }) => names.has(asset + ending));
      const encoding = packed.find(({ name }) => accepts(acceptEncoding, name));
      if (encoding) return { bytes: bytesOf(asset + encoding.ending), type, encoding: encoding.name };
      // Browsers take one of them; whoever takes none is no browser, and rare.
      return packed.length > 0 ? { bytes: gunzipSync(bytesOf(`${asset}.gz`)), type } : undefined;
    },
  };
}

/** Whether an Accept-Encoding names a coding without refusing it by `q=0` (RFC 9110, section 12.5.3). */
const accepts = (header: string, coding: string) =>
  header
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .some(([name, weight]) => name === coding && !/^q=0(\.0*)?$/.test(weight ?? ''));

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Makes pictures (PNG) of drawings (SVG), with a font of our own: a Lambda function has none. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { FONT } from './chart.ts';

/** Points of the picture to one of the drawing: sharp in print. */
const SCALE = 2;
const FONT_FILE = 'functions/reporting/documents/fonts/noto-sans-sc.ttf';

let ready: Promise<Uint8Array> | undefined;

/** The drawing as a picture, and its size as it is drawn. */
export interface Picture {
  png: Uint8Array;
  width: number;
  height: number;
  title: string;
}

/** @param svg as `chart.ts` draws it */
export async function pictureOf({ svg, title }: { svg: string; title: string }): Promise<Picture> {
  ready ??= load();
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontBuffers: [await ready], defaultFontFamily: FONT, sansSerifFamily: FONT },
  });
  try {
    const { width, height } = drawing;
    const image = drawing.render();
    const png = image.asPng();
    image.free();
    return { png, width, height, title };
  } finally {
    drawing.free();
  }
}

async function load(): Promise<Uint8Array> {
  // As a package's file it is found wherever the code is: bundled, it would be looked for beside the bundle.
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(readFileSync(wasm));
  return readFileSync(above(import.meta.dirname, FONT_FILE));
}

/** A file of the project by its path from the top, which is some folders above the code or its bundle. */
function above(folder: string, path: string): string {
  const file = join(folder, path);
  if (existsSync(file)) return file;
  const next = dirname(folder);
  if (next === folder) throw new Error(`${path} is not beside the code`);
  return above(next, path);
}

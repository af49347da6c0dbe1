import type { WriteSheet } from 'hucre/xlsx';
import type { Picture } from '../picture.ts';
import { type Image, sheetOf } from './sheet.ts';

/** Of a row's height in pixels, for the pictures below one another. */
const ROW_PIXELS = 20;

/** The charts, one below the other. */
export function charts(pictures: readonly Picture[]): WriteSheet {
  let row = 2;
  const images = pictures.map(({ png, width, height, title }): Image => {
    const from = { row, col: 0 };
    row += Math.ceil(height / ROW_PIXELS) + 2;
    return { data: png, type: 'png', anchor: { from }, width, height, altText: title, title };
  });
  return sheetOf('图表', [{ kind: 'title', values: ['图表'] }], { widths: [12], images });
}

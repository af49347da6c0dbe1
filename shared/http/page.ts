/** Cursor pagination: what a list takes and gives. The cursor is opaque and signed (shared/store). */
import * as z from 'zod';

const LIMIT = { error: '应为 1 至 100 的整数' };

/** Query fields of a list; spread them into the route's own query schema. */
export const pageQuery = {
  limit: z
    .preprocess(
      (text) => (/^\d+$/.test(String(text)) ? Number(text) : text),
      z.int(LIMIT).min(1, LIMIT).max(100, LIMIT),
    )
    .default(20)
    .meta({ description: '每页条数，1 至 100' }),
  cursor: z.string().min(1).max(2000).optional().meta({ description: '上一页答复中的 next；不填为第一页' }),
};

/** Schema of a page: items, and `next` as long as there is more. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().optional().meta({ description: '下一页的游标；没有更多时不出现' }),
  });

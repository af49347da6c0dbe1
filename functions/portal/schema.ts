import * as z from 'zod';

export const Health = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });

const Division = z
  .strictObject({
    code: z
      .string()
      .meta({ description: '统计用区划代码：市 4 位，县 6 位，乡镇 9 位，村 12 位', example: '330302' }),
    name: z.string().meta({ example: '鹿城区' }),
    level: z
      .enum(['city', 'county', 'township', 'village'])
      .meta({ description: 'city 设区市，county 县（市、区），township 乡镇（街道），village 村（社区）' }),
  })
  .meta({ id: 'Division', description: '行政区划' });

const Zone = z
  .strictObject({
    code: z.string().meta({ example: '330303Z1' }),
    name: z.string().meta({ example: '浙南产业集聚区' }),
    county: z.string().meta({ description: '所在县（市、区）的代码' }),
    townships: z.array(z.string()).meta({ description: '所辖乡镇（街道）的代码' }),
  })
  .meta({ id: 'FunctionalZone', description: '行使县级职权的功能区，不是行政区划' });

/** A division, those directly below it, and the functional zones in it. */
export const DivisionList = z
  .strictObject({ parent: Division, items: z.array(Division), zones: z.array(Zone) })
  .meta({ id: 'DivisionList' });
export type DivisionList = z.infer<typeof DivisionList>;

export const DivisionQuery = z.strictObject({
  parent: z
    .string()
    .regex(/^\d{4}(\d{2}(\d{3}(\d{3})?)?)?$/, '应为 4、6、9 或 12 位行政区划代码')
    .optional()
    .meta({ description: '上级区划代码；不填为全市', example: '330302' }),
  name: z
    .string()
    .trim()
    .min(1, '应为区划的全称')
    .max(30, '应为区划的全称')
    .optional()
    .meta({ description: '区划全称；填写时在上级区划的整个辖区内查找同名区划', example: '南汇街道' }),
});

export const AssetParams = z.strictObject({
  asset: z.string().max(100).meta({ description: '文件名', example: 'redoc.js' }),
});

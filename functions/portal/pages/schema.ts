import * as z from 'zod';

export const PageParams = z.strictObject({
  path: z.string().max(200).meta({ description: '页面的地址', example: 'directory' }),
});

export const AssetParams = z.strictObject({
  asset: z.string().max(100).meta({ description: '文件名', example: 'index-1a2b3c4d.js' }),
});

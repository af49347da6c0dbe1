import * as z from 'zod';

export const PageParams = z.strictObject({
  path: z.string().max(200).meta({ description: '页面的地址', example: 'directory' }),
});

import middy from '@middy/core';

/** A handler that does nothing: what a function's start costs at least. */
export const handler = middy().handler(async () => ({ statusCode: 204 }));

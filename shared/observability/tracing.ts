import type { MiddlewareObj } from '@middy/core';

/** How the runs of a function are traced. */
export interface Tracing {
  middleware: MiddlewareObj[];
  annotate(key: string, value: string): void;
}

/** As Powertools has it: in Lambda, unless it is switched off. */
const isTraced =
  process.env.AWS_EXECUTION_ENV !== undefined && process.env.POWERTOOLS_TRACE_ENABLED !== 'false';

/** X-Ray's SDK hooks into every promise of a process, so it is loaded only where something is traced. */
const xray = isTraced ? await import('./xray.ts') : undefined;

export function tracing(service: string): Tracing {
  return xray?.xrayTracing(service) ?? { middleware: [], annotate: () => {} };
}

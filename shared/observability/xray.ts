import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import type { Tracing } from './tracing.ts';

/** Traces a function by X-Ray; answers may hold personal data and stay out of the traces. */
export function xrayTracing(service: string): Tracing {
  const tracer = new Tracer({ serviceName: service, captureHTTPsRequests: false });
  return {
    middleware: [captureLambdaHandler(tracer, { captureResponse: false })],
    annotate: (key, value) => tracer.putAnnotation(key, value),
  };
}

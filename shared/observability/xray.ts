import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';

/** Traces a function by X-Ray; answers may hold personal data and stay out of the traces. */
export function xrayTracing(service: string) {
  const tracer = new Tracer({ serviceName: service, captureHTTPsRequests: false });
  return {
    middleware: [captureLambdaHandler(tracer, { captureResponse: false })],
    annotate: (key: string, value: string) => tracer.putAnnotation(key, value),
  };
}

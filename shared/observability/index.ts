/**
 * Logs and metrics of a function, by Powertools: JSON lines and CloudWatch's embedded metric format. Traces are X-Ray's
 * active tracing, switched on by configuration (serverless.yml): the Powertools tracer would add 125 KB to every
 * bundle, five times the logger, for segments that the logs' correlation id already ties together.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { redact } from './redact.ts';

/**
 * Makes the logger and the metrics of a function, once, when it starts. Who handles a request or an event appends its
 * correlation id (`logger.appendKeys({ correlationId })`). Secrets and personal data are redacted.
 */
export function observe(service: string): { logger: Logger; metrics: Metrics } {
  return {
    logger: new Logger({ serviceName: service, jsonReplacerFn: redact }),
    metrics: new Metrics({ namespace: 'peiyou', serviceName: service }),
  };
}

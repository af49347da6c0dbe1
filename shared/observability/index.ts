/**
 * Logs, metrics and traces of a function, by Powertools: JSON lines, CloudWatch's embedded metric format, X-Ray. Outside
 * Lambda nothing is traced.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { redact } from './redact.ts';
import { type Tracing, tracing } from './tracing.ts';

/**
 * Makes the logger, the metrics and the tracing of a function, once, when it starts. Who handles a request or an event
 * gives its correlation id with each line. Secrets and personal data are redacted.
 */
export function observe(service: string): { logger: Logger; metrics: Metrics; trace: Tracing } {
  return {
    logger: new Logger({ serviceName: service, jsonReplacerFn: redact }),
    metrics: new Metrics({ namespace: 'peiyou', serviceName: service }),
    trace: tracing(service),
  };
}

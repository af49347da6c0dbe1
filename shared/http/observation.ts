/** What frames every request: correlation id, one log line, metrics, problem details, last touches to the headers. */

import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { problemOf } from './failure.ts';
import { API_CSP } from './headers.ts';
import { correlationIdOf, lowerCaseHeaders } from './request.ts';
import { type Response, respondProblem } from './respond.ts';

interface Tools {
  logger: Logger;
  metrics: Metrics;
  newId: () => string;
  /** Name of the operation that a route key stands for; undefined for an unknown one. */
  operationOf: (routeKey: string) => string | undefined;
}

type HttpRequest = Request<APIGatewayProxyEventV2, Response, Error>;

/**
 * middy hooks around the whole stack. At the start the event's headers get lower-case names and a sound
 * `x-correlation-id`; at the end it is echoed, and the request is logged and counted: operation, status and
 * milliseconds, no address, body, token or subject.
 */
export function frame({ logger, metrics, newId, operationOf }: Tools) {
  return {
    requestStart(request: Request) {
      const { event, context, internal } = request as HttpRequest & { internal: { startedAt: number } };
      internal.startedAt = performance.now();
      const headers = lowerCaseHeaders(event.headers);
      const correlationId = correlationIdOf(headers, newId);
      event.headers = { ...headers, 'x-correlation-id': correlationId };
      if (context.awsRequestId) logger.addContext(context);
    },
    requestEnd(request: Request) {
      const { event, response, internal } = request as HttpRequest & { internal: { startedAt: number } };
      if (!response) return;
      const correlationId = event.headers['x-correlation-id'] ?? '';
      finish(response, correlationId);
      const operation = operationOf(event.routeKey) ?? 'none';
      const status = Number(response.statusCode);
      const milliseconds = Math.round(performance.now() - internal.startedAt);
      const { method } = event.requestContext.http;
      // The local stack serves requests side by side: nothing of one is kept in the logger.
      logger.info('request', { correlationId, operation, method, status, milliseconds });
      metrics.addDimension('operation', operation);
      metrics.addMetric('requests', MetricUnit.Count, 1);
      metrics.addMetric('latency', MetricUnit.Milliseconds, milliseconds);
      if (status >= 500) metrics.addMetric('serverErrors', MetricUnit.Count, 1);
      else if (status >= 400) metrics.addMetric('clientErrors', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
  };
}

/** Maps what was thrown to a problem answer; our own faults are logged with their stack. */
export function problems(logger: Logger): MiddlewareObj<APIGatewayProxyEventV2, Response> {
  return {
    onError: (request) => {
      const { event, error } = request;
      const problem = problemOf(error, event.headers['if-match'] !== undefined);
      const correlationId = event.headers['x-correlation-id'] ?? '';
      if (problem.status >= 500) logger.error('request failed', { correlationId, error: error ?? problem });
      request.response = respondProblem(problem, event.rawPath, correlationId);
    },
  };
}

function finish(response: Response, correlationId: string): void {
  const headers = lowerCaseHeaders(response.headers) as Record<string, string>;
  headers['content-security-policy'] ??= API_CSP;
  const vary = headers.vary ?? '';
  if (!/\borigin\b/i.test(vary)) headers.vary = vary ? `${vary}, Origin` : 'Origin';
  response.headers = { ...headers, 'x-correlation-id': correlationId };
}

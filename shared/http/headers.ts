/** Headers that answers carry: CORS by allow-list, and security headers on all that have a content (preflights have none). */
import httpCors from '@middy/http-cors';
import httpSecurityHeaders from '@middy/http-security-headers';

const YEAR = 365 * 24 * 60 * 60;

/** Headers that browsers may send, and may show to the page. */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'X-Correlation-Id',
];
const EXPOSED_HEADERS = ['ETag', 'Idempotency-Replayed', 'Location', 'Retry-After', 'X-Correlation-Id'];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Preflight answers and CORS headers for the given origins; other origins get none. */
export const cors = (origins: readonly string[]) =>
  httpCors({
    disableBeforePreflightResponse: false,
    origins: [...origins],
    requestMethods: METHODS,
    methods: METHODS.join(','),
    headers: REQUEST_HEADERS.join(','),
    exposeHeaders: EXPOSED_HEADERS.join(','),
    maxAge: 600,
  });

/** Content-Security-Policy of all answers that are no page of their own. */
export const API_CSP = "default-src 'none'; frame-ancestors 'none'";

/** Security headers, but for the Content-Security-Policy, which a page may bring itself. */
export const securityHeaders = () =>
  httpSecurityHeaders({
    contentSecurityPolicy: false,
    contentTypeOptions: true,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: true,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    dnsPrefetchControl: false,
    downloadOptions: false,
    frameOptions: true,
    originAgentCluster: false,
    permissionsPolicy: false,
    permittedCrossDomainPolicies: false,
    referrerPolicy: true,
    reportTo: false,
    reportingEndpoints: false,
    strictTransportSecurity: { maxAge: YEAR, includeSubDomains: true, preload: false },
  });

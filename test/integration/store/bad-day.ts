/** The real DynamoDB on a bad day: a proxy before it that loses answers, throttles and leaves work undone, as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault =
  /** The request takes effect, its answer never arrives. */
  | 'lost'
  /** The request takes effect, DynamoDB says that it failed. */
  | 'failed'
  /** A batch is answered with nothing done. */
  | 'unprocessed'
  /** A transaction is cancelled for these reasons, one a write. */
  | readonly string[];

export interface BadDay {
  endpoint: string;
  /** Requests taken. */
  requests: number;
  /** What becomes of the next requests, in order; after them all goes well. */
  faults: Fault[];
  close(): Promise<void>;
}

export async function badDay(engine: string): Promise<BadDay> {
  async function serve(request: IncomingMessage, response: ServerResponse) {
    day.requests++;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const fault = day.faults.shift();
    if (Array.isArray(fault)) {
      const type = 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException';
      const CancellationReasons = fault.map((Code) => ({ Code }));
      return answer(
        response,
        400,
        JSON.stringify({ __type: type, message: 'cancelled', CancellationReasons }),
      );
    }
    if (fault === 'unprocessed') {
      const { RequestItems } = JSON.parse(body.toString()) as { RequestItems: object };
      return answer(response, 200, JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }));
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const real = await fetch(engine, { method: 'POST', headers: headers as Record<string, string>, body });
    const said = await real.text();
    if (fault === 'lost') return void response.destroy();
    if (fault === 'failed') {
      const type = 'com.amazonaws.dynamodb.v20120810#InternalServerError';
      return answer(response, 500, JSON.stringify({ __type: type, message: 'failed' }));
    }
    answer(response, real.status, said);
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const day: BadDay = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    faults: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return day;
}

function answer(response: ServerResponse, status: number, body: string) {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}

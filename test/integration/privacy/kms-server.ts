/** A tiny KMS: the two operations that the key provider uses, over real HTTP, since KMS lies outside the system. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Request {
  KeyId?: string;
  KeySpec?: string;
  CiphertextBlob?: string;
  EncryptionContext?: Record<string, string>;
}

export interface KmsServer {
  endpoint: string;
  /** Calls taken, by operation. */
  calls: Record<string, number>;
  /** Makes the next call fail with an error of the service. */
  failNext(type: string): void;
  close(): Promise<void>;
}

export async function kmsServer(keyId: string): Promise<KmsServer> {
  const master = randomBytes(32);
  const calls: Record<string, number> = {};
  const failures: string[] = [];

  function answer(operation: string, { KeyId, KeySpec, CiphertextBlob, EncryptionContext }: Request) {
    const context = Buffer.from(JSON.stringify(Object.entries(EncryptionContext ?? {}).sort()));
    if (operation === 'GenerateDataKey') {
      if (KeyId !== keyId || KeySpec !== 'AES_256') throw new Error('NotFoundException');
      const key = randomBytes(32);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(context);
      const blob = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return { KeyId, Plaintext: key.toString('base64'), CiphertextBlob: blob.toString('base64') };
    }
    const blob = Buffer.from(CiphertextBlob ?? '', 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', master, blob.subarray(0, 12)).setAAD(context);
      decipher.setAuthTag(blob.subarray(-16));
      const key = Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
      return { KeyId: keyId, Plaintext: key.toString('base64') };
    } catch {
      throw new Error('InvalidCiphertextException');
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    calls[operation] = (calls[operation] ?? 0) + 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    try {
      const failure = failures.shift();
      if (failure) throw new Error(failure);
      response.end(
        JSON.stringify(answer(operation, JSON.parse(Buffer.concat(chunks).toString()) as Request)),
      );
    } catch (error) {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: (error as Error).message, message: 'refused' }));
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    failNext: (type) => failures.push(type),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { upload } from '../../../infra/upload.ts';
import { type Files, fileStore, filesClient } from '../../../shared/files/index.ts';
import { testCloud } from '../../support/cloud.ts';

const CHARTER = new TextEncoder().encode('%PDF-1.7 章程');
const SHA256 = createHash('sha256').update(CHARTER).digest('hex');
const WANTED = {
  key: 'incoming/one',
  contentType: 'application/pdf',
  size: { least: CHARTER.length, most: CHARTER.length },
  sha256: SHA256,
};

const client = filesClient();
let files: Files;
beforeAll(async () => {
  const { bucket } = await testCloud('registration');
  files = fileStore({ client, bucket, now: () => new Date('2026-11-24T02:00:00.000Z') });
});
afterAll(() => client.destroy());

describe('Files of a service, in S3', () => {
  it('are uploaded by a form straight to the bucket, and read as a stream', async () => {
    const form = await files.uploadForm(WANTED);
    expect(await upload(form, CHARTER)).toBe(204);
    expect(await files.head(WANTED.key)).toEqual({
      size: CHARTER.length,
      contentType: 'application/pdf',
      etag: expect.any(String),
    });
    expect(await text((await files.read(WANTED.key))!.stream)).toBe('%PDF-1.7 章程');
  });

  it('are bound by the signed policy: key, type, size, hash and a quarter of an hour', async () => {
    const { fields, expiresAt } = await files.uploadForm(WANTED);
    const { conditions, expiration } = JSON.parse(Buffer.from(fields.Policy!, 'base64').toString());
    expect(conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', CHARTER.length, CHARTER.length],
        { key: 'incoming/one' },
        { 'Content-Type': 'application/pdf' },
        { 'x-amz-checksum-algorithm': 'SHA256' },
        { 'x-amz-checksum-sha256': Buffer.from(SHA256, 'hex').toString('base64') },
      ]),
    );
    const minutes = (Date.parse(expiration) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
    expect(expiresAt).toBe('2026-11-24T02:15:00.000Z');
    await expect(files.uploadForm({ ...WANTED, key: 'applications/one' })).rejects.toThrow('incoming/');
  });

  it('are kept under a key that no form reaches: another upload of the form changes nothing there', async () => {
    const form = await files.uploadForm({ ...WANTED, key: 'incoming/two' });
    await upload(form, CHARTER);
    const { etag } = (await files.head('incoming/two'))!;
    expect(await files.keep('incoming/two', 'applications/two', etag)).toBe(true);
    await upload(form, new TextEncoder().encode('%PDF-1.7 another'));
    expect(await text((await files.read('applications/two'))!.stream)).toBe('%PDF-1.7 章程');
  });

  it('are kept only as they were checked: where S3 says that the content is another now (412), nothing is', async () => {
    // The local S3 copies whatever is there, so a server of our own answers as S3 does.
    const asked: (string | string[] | undefined)[] = [];
    const server = createServer(({ headers }, response) => {
      asked.push(headers['x-amz-copy-source-if-match']);
      response.writeHead(asked.length === 1 ? 412 : 500, { 'content-type': 'application/xml' });
      response.end('<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const there = filesClient({ endpoint, maxAttempts: 1 });
    const store = fileStore({ client: there, bucket: 'any', now: () => new Date() });
    expect(await store.keep('incoming/five', 'applications/five', '"checked"')).toBe(false);
    await expect(store.keep('incoming/five', 'applications/five', '"checked"')).rejects.toThrow();
    expect(asked).toEqual(['"checked"', '"checked"']);
    there.destroy();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('are downloaded within a minute, under their own name, never shown in the bucket’s origin', async () => {
    await files.write('applications/three', 'application/pdf', CHARTER);
    const { url, expiresAt } = await files.downloadUrl('applications/three', { fileName: "章程 (v1)'.pdf" });
    const { searchParams } = new URL(url);
    expect(searchParams.get('X-Amz-Expires')).toBe('60');
    expect(searchParams.get('response-content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E7%AB%A0%E7%A8%8B%20%28v1%29%27.pdf",
    );
    expect(expiresAt).toBe('2026-11-24T02:01:00.000Z');
    expect(await (await fetch(url)).text()).toBe('%PDF-1.7 章程');
  });

  it('that are removed are gone; that never were are not there, which is no error', async () => {
    await files.write('applications/four', 'application/pdf', CHARTER);
    await files.remove('applications/four');
    await files.remove('applications/four');
    expect(await files.head('applications/four')).toBeUndefined();
    expect(await files.read('applications/never')).toBeUndefined();
  });
});

/**
 * A service's files in its S3 bucket. Clients upload straight to S3 by a presigned form, into `incoming/`; what was
 * checked is kept by a copy outside of it, which no form can reach. Downloads go by presigned addresses of short life.
 */
import type { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { INCOMING } from './places.ts';

/** Seconds for which an upload form, and a download address, can be used. */
const UPLOAD_SECONDS = 15 * 60;
const DOWNLOAD_SECONDS = 60;

/** What exactly may be uploaded: S3 refuses a form whose file is anything else. */
export interface Upload {
  /** Below `incoming/`. */
  key: string;
  contentType: string;
  /** Bytes; one number where the size is known. */
  size: { least: number; most: number };
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
}

/** A form to be sent as multipart/form-data: all fields, and last of all the file as `file`. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
  /** ISO 8601 instant. */
  expiresAt: string;
}

export interface StoredFile {
  size: number;
  contentType: string;
  /** Changes with the content. */
  etag: string;
}

export type Files = ReturnType<typeof fileStore>;

/**
 * A client of S3; what the configuration does not say comes from the environment. Where an endpoint is given, as in the
 * local stack, buckets are named by path, for their host names do not resolve there.
 */
export function filesClient(config: S3ClientConfig = {}): S3Client {
  const endpoint = config.endpoint ?? process.env.AWS_ENDPOINT_URL_S3;
  return new S3Client({ ...config, ...(endpoint && { endpoint, forcePathStyle: true }) });
}

/** The files of one bucket. */
export function fileStore({ client, bucket, now }: { client: S3Client; bucket: string; now: () => Date }) {
  return {
    /**
     * A form by which a client uploads one file straight to S3 within a quarter of an hour.
     * @throws Error for a key outside of `incoming/`
     */
    async uploadForm({ key, contentType, size, sha256 }: Upload): Promise<UploadForm> {
      if (!key.startsWith(INCOMING)) throw new Error(`Uploads go below ${INCOMING}, not to ${key}`);
      const checksum = {
        'x-amz-checksum-algorithm': 'SHA256',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      };
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Fields: { 'Content-Type': contentType, ...checksum },
        Conditions: [['content-length-range', size.least, size.most]],
        Expires: UPLOAD_SECONDS,
      });
      return { url, fields, expiresAt: new Date(now().getTime() + UPLOAD_SECONDS * 1000).toISOString() };
    },

    /** What a file is; undefined when there is none. */
    async head(key: string): Promise<StoredFile | undefined> {
      return present(async () =>
        described(await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))),
      );
    },

    /** A file and its bytes as a stream, to be read to its end or destroyed; undefined when there is none. */
    async read(key: string): Promise<(StoredFile & { stream: Readable }) | undefined> {
      return present(async () => {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return { ...described(found), stream: found.Body as Readable };
      });
    },

    /** Writes a file of our own making. */
    async write(key: string, contentType: string, body: Uint8Array): Promise<void> {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, Body: body }),
      );
    },

    /**
     * Keeps an upload as it was checked, under a key that no form can reach.
     * @param etag of the content checked: S3 copies nothing else
     * @returns false when the content is another meanwhile, and nothing was kept
     */
    async keep(from: string, to: string, etag: string): Promise<boolean> {
      try {
        await client.send(
          new CopyObjectCommand({
            Bucket: bucket,
            Key: to,
            CopySource: encodeURI(`${bucket}/${from}`),
            CopySourceIfMatch: etag,
          }),
        );
        return true;
      } catch (error) {
        if (isAnswer(error, 412)) return false;
        throw error;
      }
    },

    /** Removes a file; one that is not there is no error. */
    async remove(key: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },

    /** An address by which a browser downloads a file, under a name of its own, within a minute. */
    async downloadUrl(key: string, { fileName }: { fileName: string }) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        // Saved, never shown in the bucket's origin (RFC 6266, RFC 8187).
        ResponseContentDisposition: `attachment; filename*=UTF-8''${extValue(fileName)}`,
        ResponseCacheControl: 'private, no-store',
      });
      const url = await getSignedUrl(client, command, { expiresIn: DOWNLOAD_SECONDS });
      return { url, expiresAt: new Date(now().getTime() + DOWNLOAD_SECONDS * 1000).toISOString() };
    },
  };
}

async function present<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isAnswer(error, 404)) return undefined;
    throw error;
  }
}

const isAnswer = (error: unknown, status: number) =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;

function described(found: {
  ContentLength?: number | undefined;
  ContentType?: string | undefined;
  ETag?: string | undefined;
}): StoredFile {
  return { size: found.ContentLength!, contentType: found.ContentType!, etag: found.ETag! };
}

/** encodeURIComponent leaves some characters that RFC 8187 wants encoded. */
function extValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

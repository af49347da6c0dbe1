import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CannotRun, clientConfig, localStack } from '../../../infra/cli/target.ts';

const folder = mkdtempSync(join(tmpdir(), 'stack-'));
function file(text: string): string {
  const path = join(folder, 'local-stack.json');
  writeFileSync(path, text);
  return path;
}

describe("An operator's command finds the local stack", () => {
  it('that runs', () => {
    const stack = {
      dynamodbEndpoint: 'http://127.0.0.1:8000',
      sqsEndpoint: 'http://127.0.0.1:4566',
      region: 'cn-northwest-1',
      tables: { naming: 'peiyou-local-naming-table' },
      queues: { naming: { inbox: 'http://127.0.0.1:4566/0/in', deadLetter: 'http://127.0.0.1:4566/0/dead' } },
    };
    expect(
      localStack('X', file(JSON.stringify({ ...stack, baseUrl: 'http://localhost:3000' }))),
    ).toMatchObject(stack);
  });

  it('or says how to start it, and what to set for another place', () => {
    const missing = () => localStack('QUEUE_URLS', join(folder, 'no-such-file'));
    expect(missing).toThrow(CannotRun);
    expect(missing).toThrow(
      'no local stack runs: start it by npm start, set PEIYOU_WORK_DIR when it has a --work-dir, or set QUEUE_URLS',
    );
    expect(() => localStack('X', file('{'))).toThrow('cannot be read');
    expect(() => localStack('X', file('{}'))).toThrow('cannot be read');
  });
});

describe('Credentials', () => {
  it('find the database that a table of this machine has for itself', () => {
    const { credentials } = clientConfig('http://127.0.0.1:8000', 'cn-north-1', 'peiyou-local-naming-table');
    expect(credentials).toEqual({ accessKeyId: 'peiyoulocalnamingtable', secretAccessKey: 'local' });
  });

  it('dummies go to this machine only', () => {
    expect(clientConfig('http://127.0.0.1:4566', 'cn-north-1')).toEqual({
      endpoint: 'http://127.0.0.1:4566',
      region: 'cn-north-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    expect(clientConfig('https://sqs.cn-north-1.amazonaws.com.cn', undefined)).toEqual({
      endpoint: 'https://sqs.cn-north-1.amazonaws.com.cn',
    });
    expect(clientConfig(undefined, 'cn-north-1')).toEqual({});
    expect(clientConfig('https://dynamodb.cn-north-1.amazonaws.com.cn', undefined, 'some-table')).toEqual({
      endpoint: 'https://dynamodb.cn-north-1.amazonaws.com.cn',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { resolve } from '../../../infra/local/template.ts';

const values = {
  'AWS::StackName': 'peiyou-local',
  NamingTable: 'naming-table',
  NamingInbox: 'http://localhost/inbox',
  'NamingInbox.Arn': 'arn:inbox',
};

describe("CloudFormation's intrinsic functions in the local cloud", () => {
  it('leave what is no intrinsic function as it is', () => {
    for (const plain of ['text', 7, true, null, undefined]) expect(resolve(plain, values)).toBe(plain);
    expect(resolve({ list: [1, { deep: 'x' }] }, values)).toEqual({ list: [1, { deep: 'x' }] });
  });

  it('are replaced wherever they stand', () => {
    const template = {
      table: { Ref: 'NamingTable' },
      queues: [{ arn: { 'Fn::GetAtt': ['NamingInbox', 'Arn'] } }],
      urls: { 'Fn::Sub': `{"naming":"\${NamingInbox}","stack":"\${AWS::StackName}"}` },
      arn: { 'Fn::Sub': `\${NamingInbox.Arn}/*` },
    };
    expect(resolve(template, values)).toEqual({
      table: 'naming-table',
      queues: [{ arn: 'arn:inbox' }],
      urls: '{"naming":"http://localhost/inbox","stack":"peiyou-local"}',
      arn: 'arn:inbox/*',
    });
  });

  it('take a secret for its own name', () => {
    const secret = { 'Fn::Sub': `{{resolve:secretsmanager:\${NamingTable}}}` };
    expect(resolve(secret, values)).toBe('naming-table');
  });

  it.each([
    [{ Ref: 'MatchingTable' }, 'MatchingTable'],
    [{ 'Fn::GetAtt': ['NamingTable', 'StreamArn'] }, 'NamingTable.StreamArn'],
    [{ 'Fn::Sub': `\${Nobody}` }, 'Nobody'],
  ])('name what the local cloud does not have', (value, name) => {
    expect(() => resolve([value], values)).toThrow(`The local cloud has no value for ${name}`);
  });
});

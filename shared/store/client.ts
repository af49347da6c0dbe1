import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * A client of a table, for plain JavaScript values; region, endpoint and credentials come from the environment. With
 * LOCAL_DATABASES the table is in a database of its own, see localCredentials.
 */
export function documentClient(table: string): DynamoDBDocumentClient {
  const config = process.env.LOCAL_DATABASES ? { credentials: localCredentials(table) } : {};
  return DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/**
 * The credentials by which DynamoDB Local finds a table: it keeps a database for every access key, and here every table has
 * one. To find that a stream has nothing new it looks through the records of all streams in the database, so that idle tables
 * would slow down busy ones, ever more.
 */
export const localCredentials = (table: string) => ({
  // It takes letters and digits only.
  accessKeyId: table.replace(/[^A-Za-z0-9]/g, ''),
  secretAccessKey: 'local',
});

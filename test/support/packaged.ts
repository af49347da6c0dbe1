import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface Resource {
  Type: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  DependsOn?: string | string[];
  // biome-ignore lint/suspicious/noExplicitAny: what CloudFormation takes, of which a test asks for members by name.
  Properties: any;
}

/** What `npm run package` makes. */
export interface Packaged {
  /** The CloudFormation template as text and its resources by logical id. */
  text: string;
  resources: Readonly<Record<string, Resource>>;
  /** The path of a function's zip archive. */
  zip(name: string): string;
}

/**
 * Runs what `npm run package` runs, with bundles and result in a folder of its own.
 * @param folder below the project's root
 * @throws Error with what the packager said
 */
export async function packageInto(folder: string): Promise<Packaged> {
  const out = join(folder, 'package');
  await serverless(['package', '--package', out], { PEIYOU_BUILD_FOLDER: join(folder, 'build') });
  const text = readFileSync(join(ROOT, out, 'cloudformation-template-update-stack.json'), 'utf8');
  return { text, resources: JSON.parse(text).Resources, zip: (name) => join(ROOT, out, `${name}.zip`) };
}

function serverless(args: readonly string[], env: Record<string, string>): Promise<void> {
  return new Promise((done, fail) => {
    const bin = join(ROOT, 'node_modules/serverless/bin/serverless.js');
    const child = spawn(process.execPath, [bin, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`serverless ${args[0]}: ${said}`))));
  });
}

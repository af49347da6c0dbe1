import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { Route } from '../shared/http/route.ts';

/** The routes of all services, from every functions/<service>/routes.ts, in order of the services' names. */
export async function allRoutes(): Promise<readonly Route<never>[]> {
  const functions = new URL('../functions/', import.meta.url);
  const files = (await readdir(functions))
    .sort()
    .map((service) => new URL(`${service}/routes.ts`, functions))
    .filter((file) => existsSync(file));
  const modules: { routes: readonly Route<never>[] }[] = await Promise.all(
    files.map((file) => import(file.href)),
  );
  return modules.flatMap(({ routes }) => routes);
}

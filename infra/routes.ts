import { readdir } from 'node:fs/promises';
import type { Route } from '../shared/http/route.ts';

/**
 * The routes of all services, in order of the services' names: a routes.ts in a service's folder, or one below it, exports
 * as `routes` those that one function answers; parts of them go by other names.
 */
export async function allRoutes(): Promise<readonly Route<never>[]> {
  const functions = new URL('../functions/', import.meta.url);
  const files = (await readdir(functions, { recursive: true }))
    .filter((path) => /^[^/]+(\/[^/]+)?\/routes\.ts$/.test(path.replaceAll('\\', '/')))
    .sort()
    .map((path) => new URL(path, functions));
  const modules: { routes?: readonly Route<never>[] }[] = await Promise.all(
    files.map((file) => import(file.href)),
  );
  return modules.flatMap(({ routes = [] }) => routes);
}

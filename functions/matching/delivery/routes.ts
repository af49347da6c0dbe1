import type { Route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';

export const routes: Route<Deps>[] = [];

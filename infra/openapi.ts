/** `npm run openapi`: writes functions/portal/openapi.json from the routes of all services. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../shared/http/openapi.ts';
import { allRoutes } from './routes.ts';

const file = fileURLToPath(new URL('../functions/portal/openapi.json', import.meta.url));
const routes = await allRoutes();
await writeFile(file, `${JSON.stringify(buildOpenApi(routes), null, 1)}\n`);
console.log(`${routes.length} operations written to functions/portal/openapi.json`);

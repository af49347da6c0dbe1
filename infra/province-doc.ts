/** Writes docs/province-api.json, the provincial interface: npm run docs:province. A test holds the file to it. */
import { writeFileSync } from 'node:fs';
import { provinceDocument } from './province-api.ts';

writeFileSync(new URL('../docs/province-api.json', import.meta.url), provinceDocument());

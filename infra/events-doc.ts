/** Writes docs/events.md from the catalogue: npm run docs:events. A test holds the file to it. */
import { writeFileSync } from 'node:fs';
import { eventsDocument } from './events-document.ts';

writeFileSync(new URL('../docs/events.md', import.meta.url), eventsDocument());

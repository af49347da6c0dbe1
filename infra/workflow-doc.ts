/** Writes docs/registration-workflow.md from the state machine: npm run docs:workflow. A test holds the file to it. */
import { writeFileSync } from 'node:fs';
import { workflowDocument } from './workflow-document.ts';

writeFileSync(new URL('../docs/registration-workflow.md', import.meta.url), workflowDocument());

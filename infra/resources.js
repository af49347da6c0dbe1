/** What serverless.yml deploys: it loads no TypeScript itself, Node does. */
export { template } from './cloudformation/index.ts';

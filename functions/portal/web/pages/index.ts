/** Every page of the web application, in the order of the navigation. */
import { agency } from './agency/index.ts';
import { community } from './community/index.ts';
import { contests } from './contests/index.ts';
import { county } from './county/index.ts';
import { delivery } from './delivery/index.ts';
import { fairs } from './fairs/index.ts';
import { imports } from './imports/index.ts';
import { ledger } from './ledger/index.ts';
import { models } from './models/index.ts';
import { money } from './money/index.ts';
import { notices } from './notices/index.ts';
import { organisation } from './organisation/index.ts';
import type { Page } from './page.ts';
import { platform } from './platform/index.ts';
import { provider } from './provider/index.ts';
import { publicPages } from './public/index.ts';
import { resident } from './resident/index.ts';
import { reviews } from './reviews/index.ts';
import { township } from './township/index.ts';

export const pages: readonly Page[] = [
  ...publicPages,
  ...resident,
  ...organisation,
  ...ledger,
  ...reviews,
  ...agency,
  ...community,
  ...delivery,
  ...provider,
  ...township,
  ...platform,
  ...county,
  ...money,
  ...contests,
  ...fairs,
  ...models,
  ...imports,
  ...notices,
];

import { agency } from './agency.ts';
import { app } from './app.ts';
import { community } from './community.ts';
import { contests } from './contests.ts';
import { county } from './county.ts';
import { delivery } from './delivery.ts';
import { fairs } from './fairs.ts';
import { imports } from './imports.ts';
import { ledger } from './ledger.ts';
import { models } from './models.ts';
import { money } from './money.ts';
import { notices } from './notices.ts';
import { organisation } from './organisation.ts';
import { platform } from './platform.ts';
import { provider } from './provider.ts';
import { publicTexts } from './public.ts';
import { resident } from './resident.ts';
import { reviews } from './reviews.ts';
import { township } from './township.ts';
import { words } from './words.ts';

export const zh = {
  /** Frame, session, what every page has. */
  app,
  /** Words for the API's own codes. */
  words,
  public: publicTexts,
  resident,
  organisation,
  agency,
  provider,
  community,
  reviews,
  imports,
  ledger,
  notices,
  delivery,
  township,
  platform,
  county,
  money,
  contests,
  fairs,
  models,
};

import type * as z from 'zod';
import type { Answer } from '../../../shared/http/route.ts';
import { leadershipOf, type Organisation } from '../model/organisation.ts';
import type { OrganisationAnswer } from './schema.ts';

/** The answer that shows an organisation. */
export function answerOf(organisation: Organisation, status = 200): Answer {
  return { status, body: shown(organisation), etag: organisation.version };
}

/** An organisation as it is shown: who leads it and who speaks for it left out. */
export function shown(organisation: Organisation): z.output<typeof OrganisationAnswer> {
  const { contact: _, version: __, leaders: ___, actions, ...rest } = organisation;
  return { ...rest, actions: [...actions], leadership: leadershipOf(organisation) };
}

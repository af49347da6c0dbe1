import { conflict } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import type { Organisation } from '../model/organisation.ts';
import { overtaken } from '../model/overtaken.ts';

/**
 * The organisation that an application is about, as it is now.
 * @throws Problem 409 when the application can no longer be decided for what became of the organisation meanwhile
 */
export async function concerned(
  { matter, about, state }: Application,
  { store }: Deps,
): Promise<Organisation> {
  const organisation = (await store.organisation(about!.organisationId))!;
  const why = overtaken({ matter, about: about! }, organisation);
  if (why !== undefined) throw conflict(why, { extra: { state } });
  return organisation;
}

/** A need from its publication to what was thought of it, as its people play it (M1.1-M1.4). */

import { addDays } from '../../shared/calendar/index.ts';
import type { UploadForm } from '../../shared/files/index.ts';
import { sha256 as sha256Of } from '../../shared/sha256.ts';
import type { Call, Demonstration } from '../demonstration.ts';
import { upload } from '../upload.ts';
import { type Organisation, townshipOf } from './ledger.ts';

const WANTED = {
  relief: { title: '独居老人探访', kinds: ['companionship'], groups: ['empty-nest'] },
  consultation: { title: '楼道停车议事', kinds: ['deliberation'] },
  safety: { title: '夜间治安巡逻', kinds: ['patrol'] },
  culture: { title: '重阳节合唱辅导', kinds: ['choir'] },
} as const;
type Action = keyof typeof WANTED;

/** A community publishes what it needs, and an organisation of its means to serve it. */
export async function published(
  organisation: Organisation,
  day: string,
  as: Demonstration['as'],
): Promise<{ need: string; organisation: Organisation }> {
  const { division } = organisation;
  const action = organisation.actions[0] as Action;
  const community = as('community', division, 'officer');
  const { json: need } = await community('POST', '/v1/needs', {
    ...WANTED[action],
    action,
    division,
    period: { from: day, to: addDays(day, 40) },
    openUntil: addDays(day, 20),
    urgency: 'normal',
    demand: 1,
  });
  await community('POST', `/v1/needs/${need.id}/publish`);
  return { need: need.id as string, organisation };
}

/** The organisation claims it, the township confirms: the match. */
export async function matched(
  { need, organisation }: Awaited<ReturnType<typeof published>>,
  as: Demonstration['as'],
): Promise<{ match: string; organisation: Organisation }> {
  const { id, division } = organisation;
  const speaker = speakerOf(organisation, as);
  const { json: offer } = await speaker('POST', `/v1/needs/${need}/claim`, { organisation: id });
  await townshipOf(division, as)('POST', `/v1/offers/${offer.id}/confirm`, {});
  await speaker('POST', `/v1/matches/${offer.id}/start`);
  return { match: offer.id as string, organisation };
}

/** It is done, reported with a photo, accepted and rated. */
export async function served(
  { match: id, organisation }: Awaited<ReturnType<typeof matched>>,
  day: string,
  as: Demonstration['as'],
): Promise<void> {
  const match = `/v1/matches/${id}`;
  const speaker = speakerOf(organisation, as);
  await speaker('POST', `${match}/progress`, {
    phase: 0,
    on: day,
    note: '按约定开展服务',
    minutes: 240,
    participants: 6,
    served: { 'empty-nest': 4, residents: 5 },
    evidence: [await photo(speaker, match)],
  });
  await speaker('POST', `${match}/phases/0/done`);
  await speaker('POST', `${match}/complete`);
  const community = as('community', organisation.division, 'officer');
  await community('POST', `${match}/accept`);
  const points = { effect: 5, standard: 4, timeliness: 5, cooperation: 5 };
  await community('POST', `${match}/evaluation`, { by: 'community', points });
}

const speakerOf = ({ id, division }: Organisation, as: Demonstration['as']): Call =>
  as('organisation', division.slice(0, 6), `speaker-${id}`);

async function photo(who: Call, match: string): Promise<string> {
  const bytes = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(match)]);
  const sha256 = sha256Of(bytes);
  const claim = { contentType: 'image/jpeg', size: bytes.length, sha256 };
  const { json } = await who('POST', `${match}/evidence`, claim);
  await upload(json.upload as UploadForm, bytes);
  await who('POST', `${match}/evidence/${sha256}/confirm`);
  return sha256;
}

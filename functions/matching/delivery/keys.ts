/** Where the evidence of matches lies in the service's bucket: each side's by itself, though both show the same file. */
import { INCOMING } from '../../../shared/files/places.ts';
import type { Evidence } from '../model/evidence.ts';

type Which = Pick<Evidence, 'match' | 'id' | 'by'>;

/** Where an upload lands. */
export const incomingKey = ({ match, id, by }: Which) => `${INCOMING}matches/${match}/${by}/${id}`;

/** Where evidence is kept once it was checked. */
export const keptKey = ({ match, id, by }: Which) => `matches/${match}/evidence/${by}/${id}`;

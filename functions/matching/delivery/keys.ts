/** Where the evidence of matches lies in the service's bucket. */
import { INCOMING } from '../../../shared/files/places.ts';

/** Where an upload lands. */
export const incomingKey = (match: string, id: string) => `${INCOMING}matches/${match}/${id}`;

/** Where evidence is kept once it was checked. */
export const keptKey = (match: string, id: string) => `matches/${match}/evidence/${id}`;

/** Where the files of platforms lie in the service's bucket. */
import { INCOMING } from '../../../shared/files/places.ts';

/** Where an upload lands. */
export const incomingKey = (township: string, id: string) => `${INCOMING}platforms/${township}/${id}`;

/** Where a file is kept once it was checked. */
export const keptKey = (township: string, id: string) => `platforms/${township}/evidence/${id}`;

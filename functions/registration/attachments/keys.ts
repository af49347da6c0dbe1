/** Where the files of applications lie in the service's bucket. */
import { INCOMING } from '../../../shared/files/places.ts';

/** Where an upload lands. */
export const incomingKey = (application: string, id: string) =>
  `${INCOMING}applications/${application}/${id}`;

/** Where an attachment is kept once it was checked. */
export const keptKey = (application: string, id: string) => `applications/${application}/attachments/${id}`;

/** Where the document of a commitment is kept. */
export const commitmentKey = (application: string, id: string) =>
  `applications/${application}/commitments/${id}.docx`;

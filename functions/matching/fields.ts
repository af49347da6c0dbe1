/** What the schemas of the service have in common. */
export { openLine, openText } from '../../shared/open-text.ts';

/** The terms of a list with what they mean, for a description. */
export const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');

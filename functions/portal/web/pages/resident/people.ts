/** People of an application as they are typed. */
import type { Person } from './types.ts';

export const nobody = (): Person => ({ name: '', idCard: '', phone: '', position: '', backgrounds: [] });

export const copyOf = (people: readonly Person[]): Person[] =>
  people.map((one) => ({ ...one, backgrounds: [...one.backgrounds] }));

/** What the API takes: without blanks around, a last x of an identity card as it is printed. */
export const cleaned = (people: readonly Person[]): Person[] =>
  people.map(({ name, idCard, phone, position, backgrounds }) => ({
    name: name.trim(),
    idCard: idCard.replaceAll(/\s/g, '').toUpperCase(),
    phone: phone.replaceAll(/\s/g, ''),
    position: position.trim(),
    backgrounds,
  }));

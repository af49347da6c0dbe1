/** Who works at a platform: names and telephones are encrypted as stored, masked as shown. */
import { type fieldCipher, maskName, maskPhone } from '../../shared/privacy/index.ts';
import type { Facts, Person } from './model/platform.ts';

type Cipher = ReturnType<typeof fieldCipher>;
type Change = (value: string, field: string) => string | Promise<string>;

/** Does something to each personal value, knowing its field. */
const each = (people: readonly Person[], change: Change) =>
  Promise.all(
    people.map(
      async ({ name, phone, ...rest }, at): Promise<Person> => ({
        ...rest,
        name: await change(name, `people.${at}.name`),
        ...(phone !== undefined && { phone: await change(phone, `people.${at}.phone`) }),
      }),
    ),
  );

/** Encrypts and decrypts who works at a platform, each value for its place. */
export function peopleCipher(cipher: Cipher, table: string) {
  const at = (township: string, field: string) => ({ table, item: `PLATFORM#${township}`, field });
  return {
    seal: (people: readonly Person[], township: string) =>
      each(people, (value, field) => cipher.encrypt(value, at(township, field))),
    open: (people: readonly Person[], township: string) =>
      each(people, (value, field) => cipher.decrypt(value, at(township, field))),
  };
}

/** Encrypts and decrypts the names of outstanding people (O3). */
export function nameCipher(cipher: Cipher, table: string) {
  const at = (id: string) => ({ table, item: `HONOUR#${id}`, field: 'name' });
  return {
    seal: (name: string, id: string) => cipher.encrypt(name, at(id)),
    open: (name: string, id: string) => cipher.decrypt(name, at(id)),
  };
}

/** People as they are shown to those who need not know them. */
export const masked = (people: readonly Person[]) =>
  each(people, (value, field) => (field.endsWith('phone') ? maskPhone(value) : maskName(value)));

/** Facts with other people in them. */
export const withPeople = (facts: Facts, people: readonly Person[]): Facts =>
  facts.staff ? { ...facts, staff: { ...facts.staff, people } } : facts;

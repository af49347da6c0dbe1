/** The personal data of an application (founders, leaders, address): encrypted as stored, masked as shown. */
import {
  type fieldCipher,
  maskAddress,
  maskIdCard,
  maskName,
  maskPhone,
} from '../../shared/privacy/index.ts';
import type { Leader } from './model/organisation.ts';
import type { Draft, Person } from './schema.ts';

type Cipher = ReturnType<typeof fieldCipher>;

/** Does something to each personal value of a draft, knowing its field. */
async function each(
  draft: Draft,
  change: (value: string, field: string) => string | Promise<string>,
): Promise<Draft> {
  const people = (group: 'founders' | 'leaders') =>
    Promise.all(
      (draft[group] ?? []).map(async (person, index) => {
        const at = (field: keyof Person) => change(String(person[field]), `${group}.${index}.${field}`);
        const [name, idCard, phone] = await Promise.all([at('name'), at('idCard'), at('phone')]);
        return { ...person, name, idCard, phone };
      }),
    );
  const { founders, leaders, premises } = draft;
  return {
    ...draft,
    ...(founders && { founders: await people('founders') }),
    ...(leaders && { leaders: await people('leaders') }),
    ...(premises && {
      premises: { ...premises, address: await change(premises.address, 'premises.address') },
    }),
  };
}

/** Encrypts and decrypts the personal data of drafts, each value for its place. */
export function draftCipher(cipher: Cipher, table: string) {
  const place = (item: string, field: string) => ({ table, item, field });
  return {
    seal: (draft: Draft, item: string) =>
      each(draft, (value, field) => cipher.encrypt(value, place(item, field))),
    open: (draft: Draft, item: string) =>
      each(draft, (value, field) => cipher.decrypt(value, place(item, field))),
  };
}

/** Encrypts and decrypts who leads an organisation, each value for its place. */
export function leaderCipher(cipher: Cipher, table: string) {
  const each = (
    leaders: readonly Leader[],
    item: string,
    change: (value: string, place: { table: string; item: string; field: string }) => Promise<string>,
  ) =>
    Promise.all(
      leaders.map(async ({ name, phone, ...rest }, index): Promise<Leader> => {
        const at = (field: string) => ({ table, item, field: `leaders.${index}.${field}` });
        return {
          ...rest,
          name: await change(name, at('name')),
          ...(phone !== undefined && { phone: await change(phone, at('phone')) }),
        };
      }),
    );
  return {
    seal: (leaders: readonly Leader[], item: string) => each(leaders, item, cipher.encrypt),
    open: (leaders: readonly Leader[], item: string) => each(leaders, item, cipher.decrypt),
  };
}

/** Encrypts and decrypts single texts that may name people: how a file is called, who promises. */
export function textCipher(cipher: Cipher, table: string) {
  return {
    seal: (text: string, item: string, field: string) => cipher.encrypt(text, { table, item, field }),
    open: (text: string, item: string, field: string) => cipher.decrypt(text, { table, item, field }),
  };
}

const MASKS: Readonly<Record<string, (value: string) => string>> = {
  name: maskName,
  idCard: maskIdCard,
  phone: maskPhone,
  address: maskAddress,
};

/** A draft as it is shown to those who need not know its people. */
export function masked(draft: Draft): Promise<Draft> {
  return each(draft, (value, field) => MASKS[field.slice(field.lastIndexOf('.') + 1)]!(value));
}

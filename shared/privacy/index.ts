export { DecryptionFailed, type FieldCipher, fieldCipher, type Place } from './cipher.ts';
export { type DataKey, type KeyProvider, UnknownKey } from './keys.ts';
export { localKeys } from './local-keys.ts';
export { maskAddress, maskIdCard, maskName, maskPhone } from './masking.ts';

export { DecryptionFailed, fieldCipher } from './cipher.ts';
export { localKeys } from './local-keys.ts';
export { maskAddress, maskIdCard, maskName, maskPhone } from './masking.ts';

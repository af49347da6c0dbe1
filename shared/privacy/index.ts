export { DecryptionFailed, fieldCipher } from './cipher.ts';
export { localKeys } from './local-keys.ts';
export { maskAddress, maskIdCard, maskName, maskNumbers, maskPhone } from './masking.ts';

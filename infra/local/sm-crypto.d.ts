/** What is used of a package that brings no types. */
declare module 'sm-crypto' {
  const smCrypto: {
    /** Hex of the SM3 digest, or of the HMAC where a key (hex) is given. */
    sm3(input: Uint8Array, options?: { key: string }): string;
  };
  export default smCrypto;
}

/** Where uploads land; what is not kept from here is cleared away by the bucket's lifecycle. */
export const INCOMING = 'incoming/';

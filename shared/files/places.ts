/** Where uploads land; what is not kept from here is cleared away by the bucket's lifecycle. */
export const INCOMING = 'incoming/';

const AWAITED_SECONDS = 2 * 86_400;

/** Until when an announced upload is awaited, in epoch seconds: as long as the bucket keeps what nobody kept. */
export const awaitedUntil = (now: Date): number => Math.floor(now.getTime() / 1000) + AWAITED_SECONDS;

/** How long an event lives on its way and how often it is tried: queues, consumers and outbox go by the same counts. */

/** Tries of a message before it goes to the dead letters: by the consumer with its reason, or else by the queue. */
export const TRIES = 5;

/** Tries of a message that is no more than a wake-up: what it wakes keeps count itself and gives up by itself. */
export const WAKE_UPS = 1_000;

/**
 * Seconds after which a message comes again that failed, by its tries so far. A queue keeps those under way from others for
 * much longer, and would keep those that failed as long: nobody is at work on them any more.
 */
export const RETRY_AFTER = [5, 60, 180, 600] as const;

/** Days for which a relayed event stays in its outbox, to be sent again. */
export const OUTBOX_DAYS = 7;

/** Days in the inbox of a service that runs. SQS counts a dead letter's days from here on, so they are few. */
export const INBOX_DAYS = 4;

/** The most days for which SQS keeps a message. */
export const LONGEST_DAYS = 14;

/** Days for which a consumed event's id is remembered: until no copy of it can come any more, by whichever way. */
export const REMEMBERED_DAYS = OUTBOX_DAYS + INBOX_DAYS + LONGEST_DAYS + INBOX_DAYS;

/** Seconds of a day. */
export const DAY = 86_400;

/** The most seconds for which SQS hides a message. */
export const LONGEST_HIDDEN = 43_200;

/** A write's condition did not hold: somebody else was faster, or the version has moved on. */
export class ConditionFailed extends Error {
  override name = 'ConditionFailed';
  /** Position of the write in `Change.writes`. */
  readonly index: number;
  /** The item as it was found, where the write asked for it. */
  readonly item: Record<string, unknown> | undefined;

  constructor(index: number, item: Record<string, unknown> | undefined, cause: unknown) {
    super(`The condition of write ${index} did not hold`, { cause });
    this.index = index;
    this.item = item;
  }
}

/** The `once` key of a change has been used: the change is already done. */
export class AlreadyDone extends Error {
  override name = 'AlreadyDone';
  /** What was answered then. */
  readonly answer: unknown;
  /** Hash of the request that was answered. */
  readonly requestHash: string | undefined;

  constructor(key: string, first: { answer?: unknown; requestHash?: string } | undefined, cause: unknown) {
    super(`Already done: ${key}`, { cause });
    this.answer = first?.answer;
    this.requestHash = first?.requestHash;
  }
}

/** An audit chain was moved by others at every try: too many act on one thing at this moment. Later it may go through. */
export class AuditContended extends Error {
  override name = 'AuditContended';

  constructor(cause: unknown) {
    super('The audit chain kept moving', { cause });
  }
}

/** A cursor that was forged, damaged, or made for another list. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';

  constructor() {
    super('The cursor was not made for this list');
  }
}

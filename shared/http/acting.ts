/** What the routes of services have in common. */
import * as z from 'zod';
import type { Caller } from '../auth/caller.ts';
import { divisionByCode } from '../divisions/index.ts';
import { DivisionCode } from '../events/shapes.ts';

export const AUTHORITIES = ['community', 'township', 'county', 'city'] as const;

export const params = z.strictObject({ id: z.string().min(1).max(100) });

/** A division whose subtree is asked for. */
export const Subtree = DivisionCode.refine((code) => divisionByCode(code) !== undefined, {
  error: '功能区不是行政区划，请按所辖街道查询',
});

export const RACED = {
  409: { description: '现在不能这样办理；detail 说明原因，state 为当前状态' },
} as const;

/** Who does a step, on which version of the thing. */
export interface Acting {
  caller: Caller;
  correlationId: string;
  ifMatch?: string;
}

/** A step that meets another on the same thing is decided anew on what it finds then. */
export const acting = ({ caller, correlationId, ifMatch }: Acting): Acting => ({
  caller,
  correlationId,
  ...(ifMatch !== undefined && { ifMatch }),
});

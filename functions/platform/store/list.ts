/** What every list takes. */
export interface ListOptions {
  limit: number;
  /** What the cursor is bound to. */
  scope: string;
  cursor?: string | undefined;
}

export const given = ({ limit, scope, cursor }: ListOptions) => ({
  limit,
  scope,
  ...(cursor !== undefined && { cursor }),
});

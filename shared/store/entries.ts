/** Makes the audit entries of one kind of thing, by whoever did it. */
export const entriesOf =
  (aggregateOf: (id: string) => string) =>
  (
    id: string,
    action: string,
    { role, subject }: { role: string; subject: string },
    detail: object = {},
  ) => ({
    aggregate: aggregateOf(id),
    action,
    actor: { role, subject },
    detail: { ...detail },
  });

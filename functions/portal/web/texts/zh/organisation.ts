/** Texts of the organisation's pages. */
export const organisation = {};

/** Texts of the resident's pages. */
export const resident = {};

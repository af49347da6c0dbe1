/** Texts of the township's pages. */
export const township = {};

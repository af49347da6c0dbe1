/** Texts of the community's pages. */
export const community = {};

/** Texts of the county's pages. */
export const county = {};

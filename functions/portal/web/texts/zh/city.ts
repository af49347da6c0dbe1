/** Texts of the city's pages. */
export const city = {};

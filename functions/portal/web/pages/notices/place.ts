/** Pages that show what the API has below an address, those of the nearest first. */
const PLACES: Readonly<Record<string, (id: string | undefined) => string[]>> = {
  matches: (id) => [`/organisation/matches/${id}`, `/matches/${id}`],
  offers: () => ['/organisation/offers', '/confirmations', '/community/needs'],
  needs: (id) => [...(id === undefined ? [] : [`/community/needs/${id}`]), '/organisation/needs'],
  projects: (id) => [`/agency/projects/${id}`, '/community/needs'],
  // Whoever is told of another's resource finds it in the list of them.
  resources: () => ['/resource-list'],
};

/**
 * The page that shows what a notice is about; undefined where its reader has none.
 * @param link address in the API, as notices have it
 * @param opens whether the reader may open a page
 */
export function placeOf(link: string, opens: (path: string) => boolean): string | undefined {
  const [, , kind = '', id] = new URL(link, 'https://api.example').pathname.split('/');
  return PLACES[kind]?.(id).find(opens);
}

/**
 * Where the tile of each county stands on the map: column and row, about as they lie (the sea is in the east). A default
 * of ours: no package that we know ships outlines of these divisions under a free licence.
 */
export const TILES: Readonly<Record<string, readonly [column: number, row: number]>> = {
  '330324': [2, 1],
  '330382': [3, 1],
  '330302': [2, 2],
  '330303': [3, 2],
  '330305': [4, 2],
  '330304': [1, 2],
  '330328': [1, 3],
  '330381': [2, 3],
  '330329': [1, 4],
  '330326': [2, 4],
  '330383': [3, 4],
  '330327': [2, 5],
};

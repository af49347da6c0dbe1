/**
 * Administrative divisions of one prefecture (行政区划), the spine of keys, permissions and rollups.
 * Codes are the statistical codes in their natural length: 4 digits city, 6 county, 9 township, 12 village; a
 * prefix is a subtree. Special cases (Longgang without townships, functional zones) stand in `special-cases.json`.
 */
import table from './divisions.json' with { type: 'json' };
import specialCases from './special-cases.json' with { type: 'json' };

/** From the widest to the narrowest. */
export const LEVELS = ['city', 'county', 'township', 'village'] as const;
export type Level = (typeof LEVELS)[number];

export interface Division {
  code: string;
  name: string;
  level: Level;
}

/** An authority of county level over streets of another county, e.g. 浙南产业集聚区. */
export interface FunctionalZone {
  code: string;
  name: string;
  county: string;
  townships: readonly string[];
}

/** The prefecture that this installation serves. */
export const CITY: Division = { ...table.city, level: 'city' };

/** Functional zones that act as county-level authorities. */
export const ZONES: readonly FunctionalZone[] = specialCases.functionalZones.zones;

const divisions = new Map<string, Division>([[CITY.code, CITY]]);
const children = new Map<string, Division[]>();
const byName = new Map<string, Division[]>();

for (const [code, name] of Object.entries(table.counties)) add({ code, name, level: 'county' }, CITY.code);
for (const [code, name] of Object.entries(table.townships))
  add({ code, name, level: 'township' }, code.slice(0, 6));
for (const [township, list] of Object.entries(table.villages)) {
  const parent = divisions.has(township) ? township : township.slice(0, 6);
  for (const entry of list.split(' ')) {
    add({ code: township + entry.slice(0, 3), name: entry.slice(3), level: 'village' }, parent);
  }
}

function add(division: Division, parent: string) {
  divisions.set(division.code, division);
  append(children, parent, division);
  append(byName, division.name, division);
}

function append(map: Map<string, Division[]>, key: string, division: Division) {
  const list = map.get(key);
  if (list) list.push(division);
  else map.set(key, [division]);
}

/** The division with this code, or undefined when the city has none such. */
export function divisionByCode(code: string): Division | undefined {
  return divisions.get(code);
}

/** All divisions of this exact name below `within` (the whole city when left out), in order of their codes. */
export function divisionsNamed(name: string, within = CITY.code): readonly Division[] {
  return (byName.get(name) ?? []).filter(({ code }) => code.startsWith(within));
}

/** The divisions directly below one, in order of their codes; Longgang's are its communities. */
export function childrenOf(code: string): readonly Division[] {
  return children.get(code) ?? [];
}

/** All divisions of a level within a subtree, in order of their codes. */
export function divisionsWithin(code: string, level: Level): readonly Division[] {
  return [...divisions.values()].filter(
    (division) => division.level === level && division.code.startsWith(code),
  );
}

/** The division directly above, or undefined for the city. */
export function parentOf(code: string): Division | undefined {
  for (const length of [9, 6, 4]) {
    const parent = code.length > length ? divisions.get(code.slice(0, length)) : undefined;
    if (parent) return parent;
  }
  return undefined;
}

/** The divisions above one, the city first. */
export function ancestorsOf(code: string): Division[] {
  const parent = parentOf(code);
  return parent ? [...ancestorsOf(parent.code), parent] : [];
}

/** A division's name with those above it, from the city on, e.g. 温州市鹿城区南汇街道. */
export function fullNameOf(code: string): string {
  const division = divisionByCode(code) ?? ZONES.find((zone) => zone.code === code);
  return [...ancestorsOf(code), ...(division ? [division] : [])].map(({ name }) => name).join('');
}

/** Whether `outer` is `inner` or contains it; a functional zone contains the townships that it administers. */
export function covers(outer: string, inner: string): boolean {
  const zone = ZONES.find(({ code }) => code === outer);
  return zone
    ? inner === outer || zone.townships.some((township) => inner.startsWith(township))
    : inner.startsWith(outer);
}

/** Whether a code names a division or a functional zone of this city. */
export function isKnownDivision(code: string): boolean {
  return divisions.has(code) || ZONES.some((zone) => zone.code === code);
}

/**
 * Whether a county-level division is a municipal district (市辖区), whose name is preceded by the city's.
 * Source: GB/T 2260, fifth and sixth digit 01-20 municipal districts, 21-80 counties, 81-99 county-level cities.
 */
export function isMunicipalDistrict(county: string): boolean {
  const serial = Number(county.slice(4, 6));
  return serial >= 1 && serial <= 20;
}

/** Whether a code names a township, or a county that has none and does their work: where platforms are (T1). */
export function hasPlatform(code: string): boolean {
  const level = divisionByCode(code)?.level;
  return level === 'township' || (level === 'county' && !hasTownships(code));
}

/** Whether a county has townships between itself and its communities; 龙港市 has none. */
export function hasTownships(county: string): boolean {
  return !specialCases.countiesWithoutTownships.codes.includes(county.slice(0, 6));
}

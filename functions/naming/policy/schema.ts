import * as z from 'zod';

const words = z.array(z.string().min(1)).min(1);
const sourced = z.strictObject({ source: z.string(), words });
const perKind = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ association: schema, 'private-non-enterprise': schema, foundation: schema, team: schema });

/** The word lists, counts and spans by which names are judged; `naming.json` holds them. */
export const NamingData = z.strictObject({
  length: z.strictObject({ min: z.int(), max: z.int() }),
  tradeName: z.strictObject({
    min: z.int(),
    max: z.int(),
    sentenceWords: words,
    ordinaryWords: words,
    placesThatMeanSomethingElse: words,
    placesBeyondTheCity: sourced,
  }),
  holdDays: z.strictObject({ applicant: z.int(), application: z.int(), why: z.string() }),
  protection: z.strictObject({
    renamedOrDeregisteredYears: z.int(),
    revokedYears: z.int(),
    clause: z.string(),
  }),
  registeringAuthority: perKind(z.enum(['city', 'county', 'township'])).extend({ why: z.string() }),
  near: z.strictObject({ most: z.int() }),
  zones: z.strictObject({ names: words, qualities: words, endings: words }),
  forms: perKind(sourced.extend({ carryField: words })),
  teamOnlyForms: sourced,
  legalPersonForms: sourced,
  enlarging: z.strictObject({
    source: z.string(),
    forms: words,
    beforeForm: words,
    endings: words,
    anywhere: words,
  }),
  province: sourced,
  hosts: z.strictObject({ source: z.string(), endings: words }),
  branchEndings: z.strictObject({
    source: z.string(),
    association: words,
    foundation: words,
    offices: words,
    inner: words,
  }),
  otherBodies: sourced.extend({ beforeUnitForm: words, beforeUnion: words, unions: words }),
  national: sourced.extend({ superlatives: words, qualifyingTheField: words }),
  organs: sourced.extend({ offices: words, custom: words }),
  persons: z.strictObject({ source: z.string(), never: words, outstanding: words, surnames: z.string() }),
  unhealthy: sourced.extend({ against: z.strictObject({ before: words, after: words }) }),
  fields: z.array(words),
  words,
  harmless: words,
  suggestions: z.strictObject({ most: z.int(), tradeNames: words, form: perKind(z.string()) }),
});
export type NamingData = z.infer<typeof NamingData>;

import { z } from 'zod';

/** What somebody is in a release. It decides what may be printed of them. */
export const Role = z.enum([
  'victim',
  'deceased',
  'missing',
  'arrestee',
  'charged',
  'convicted',
  'suspect',
  'person-of-interest',
  'witness',
  'complainant',
  'officer',
  'official',
  'other',
]);
export type Role = z.infer<typeof Role>;

/** Somebody whom a release is about. The list is for the checks; it is never printed. */
export const Person = z.strictObject({
  name: z.string().min(1).optional().meta({
    description: 'The name exactly as the text prints it; leave it out for somebody who is not named',
  }),
  role: Role.meta({
    description: 'What the person is in this release: victim, charged, witness, officer, …',
  }),
  age: z.int().min(0).max(120).optional().meta({ description: 'Age at the time of the incident' }),
  'next-of-kin-notified': z
    .boolean()
    .optional()
    .meta({ description: 'true when the next of kin of a dead or critically hurt person know' }),
  consent: z
    .boolean()
    .optional()
    .meta({ description: 'true when the person agreed to be named, or a parent for a child' }),
  basis: z.string().min(1).optional().meta({
    description: 'Why the name may be printed, in words: "certified as an adult, cause 26SL-CR01234"',
  }),
});
export type Person = z.infer<typeof Person>;

/** Roles of those who are accused of something and not convicted. */
export const ACCUSED: ReadonlySet<Role> = new Set(['arrestee', 'charged', 'suspect', 'person-of-interest']);

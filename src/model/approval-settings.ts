import { z } from 'zod';
import { PersonName } from './approval.ts';
import { Duration } from './duration.ts';

const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ description: 'hours and minutes of a 24-hour clock, such as 17:00' });

/** Who may say that something goes out, and how long it can still be stopped: `approval:` in newsdesk.yaml. */
export const ApprovalSettings = z.strictObject({
  /** Without an approval nothing goes out. */
  required: z.boolean().default(true),
  approvers: z.array(PersonName).default([]),
  /** They may approve outside office hours only. */
  standIns: z.array(PersonName).default([]),
  /** Monday to Friday but holidays, in the newsroom's zone. */
  officeHours: z.strictObject({ from: Clock, to: Clock }).default({ from: '08:00', to: '17:00' }),
  /** After the approval, nothing is public and no mail leaves for this long. What is urgent waits for nothing. */
  hold: z.strictObject({ routine: Duration.default('10m'), digest: Duration.default('60m') }).prefault({}),
});
export type ApprovalSettings = z.infer<typeof ApprovalSettings>;

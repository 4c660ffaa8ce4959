import { z } from 'zod';
import { Duration } from './duration.ts';

/** What the desk is told by itself: `desk:` in newsdesk.yaml. */
export const DeskSettings = z.strictObject({
  /** On working days at this time, what there is to do is mailed to `mail.replyTo`; or `never`. */
  daily: z
    .string()
    .regex(/^(never|([01]\d|2[0-3]):[0-5]\d)$/)
    .meta({ description: 'hours and minutes of a 24-hour clock, such as 08:00, or never' })
    .default('08:00'),
  /** A case that is out and open for longer is asked about: is the person found, the road open again? */
  stillOpen: Duration.default('14d'),
});
export type DeskSettings = z.infer<typeof DeskSettings>;

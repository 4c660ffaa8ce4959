import { z } from 'zod';

/** What a subscriber asks for: `digest`, `releases` (all of them), `kind:traffic`, `area:affton`. */
export const Topic = z.string().regex(/^(digest|releases|kind:[a-z][a-z0-9-]*|area:[a-z][a-z0-9-]*)$/);
export type Topic = z.infer<typeof Topic>;

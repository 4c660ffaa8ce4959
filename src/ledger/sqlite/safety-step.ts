/** What a desk says at the last moment (stops and cancellations), and when each delivery ended. */
export const SAFETY_STEP = `
   CREATE TABLE orders (
     publication TEXT PRIMARY KEY,
     verb TEXT NOT NULL CHECK (verb IN ('stop', 'cancel')),
     by TEXT NOT NULL,
     reason TEXT NOT NULL,
     at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   ALTER TABLE deliveries ADD COLUMN ended_at INTEGER;
   ALTER TABLE rehearsals ADD COLUMN ended_at INTEGER;`;

const STATES = ['waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain', 'cancelled'];

/**
 * Step 6: the states of deliveries are checked one by one. SQLite makes a table of a list behind IN for each statement
 * that has to look into it, and that took half of what it takes to mark a delivery.
 */
export const SWIFT_STEP = `${rebuilt('deliveries')}
   CREATE INDEX deliveries_refused ON deliveries (edition, subscriber) WHERE state = 'refused';
   ${rebuilt('rehearsals')}`;

function rebuilt(name: 'deliveries' | 'rehearsals'): string {
  const columns = 'publication, subscriber, edition, state, attempts, not_before, response, worker, ended_at';
  return `
   ALTER TABLE ${name} RENAME TO old_${name};
   CREATE TABLE ${name} (
     publication TEXT NOT NULL,
     subscriber INTEGER NOT NULL REFERENCES subscribers (id),
     edition TEXT NOT NULL REFERENCES editions (key),
     state TEXT NOT NULL CHECK (${STATES.map((state) => `state = '${state}'`).join(' OR ')}),
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL DEFAULT 0,
     response TEXT NOT NULL DEFAULT '',
     worker INTEGER,
     ended_at INTEGER,
     PRIMARY KEY (publication, subscriber)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO ${name} (${columns}) SELECT ${columns} FROM old_${name};
   DROP TABLE old_${name};
   CREATE INDEX ${name}_waiting ON ${name} (edition, not_before, subscriber) WHERE state = 'waiting';
   CREATE INDEX ${name}_held ON ${name} (worker) WHERE worker IS NOT NULL;
   CREATE INDEX ${name}_uncertain ON ${name} (edition, subscriber) WHERE state = 'uncertain';`;
}

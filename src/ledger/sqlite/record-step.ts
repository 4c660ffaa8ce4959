/**
 * Step 4: the record, which only grows, and what an edition can be recognised by. `record_before` says what this ledger
 * held before it had a record: the first entry tells of it. `worn_forms` keeps what an earlier program made of a body.
 */
export const RECORD_STEP = `
   CREATE TABLE record (
     number INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     what TEXT NOT NULL,
     subject TEXT NOT NULL,
     body TEXT NOT NULL,
     digest TEXT NOT NULL,
     chain TEXT NOT NULL
   ) STRICT;
   CREATE INDEX record_subject ON record (subject);
   CREATE INDEX record_at ON record (at);
   CREATE TRIGGER record_only_grows_1 BEFORE UPDATE ON record
     BEGIN SELECT raise(ABORT, 'the record is never changed'); END;
   CREATE TRIGGER record_only_grows_2 BEFORE DELETE ON record
     BEGIN SELECT raise(ABORT, 'nothing is taken out of the record'); END;
   CREATE TRIGGER record_only_grows_3 BEFORE INSERT ON record
     WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM record)
     BEGIN SELECT raise(ABORT, 'the record grows at its end only'); END;

   CREATE TABLE record_before (edition TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
   INSERT INTO record_before SELECT key FROM editions;

   CREATE TABLE worn_forms (
     edition TEXT NOT NULL REFERENCES editions (key),
     html TEXT NOT NULL,
     text TEXT NOT NULL
   ) STRICT;
   CREATE INDEX worn_forms_of ON worn_forms (edition);

   ALTER TABLE editions ADD COLUMN fingerprint TEXT;
   ALTER TABLE editions ADD COLUMN marks TEXT;`;

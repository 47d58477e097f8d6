-- What was ended for good: signed documents that stand outside the database, too, so that a backup that is put back
-- brings nothing of it back to life. ${bytes} is the type of a byte string.
create table ending (
  place     bigint      not null primary key,
  -- of the first checkpoint that comes after it
  number    bigint      not null,
  -- the chain, or the API key, that it is about
  subject   varchar(64) not null,
  key_id    varchar(16) not null,
  document  ${bytes}    not null,
  signature ${bytes}    not null,
  -- whether a restored database has it to do again, and up to which line of the chain
  due       boolean     default false not null,
  last_seq  bigint      default -1 not null
);
create index ending_by_number on ending (number, place);
create index ending_by_subject on ending (subject);
create index ending_due on ending (due, place);

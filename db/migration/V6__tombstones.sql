-- What stands in place of chains that were purged, and what keeps a session from being purged.

-- body and signature as checkpoint-format.md describes them; written with the chain's removal
create table tombstone (
  chain     varchar(36) not null primary key,
  body      ${bytes}    not null,
  signature ${bytes}    not null,
  key_id    varchar(16) not null,
  at_millis bigint      not null
);

-- As the lines tell; checkpoints carry it.
alter table session_head add column held boolean default false not null;
alter table session_head add column until_millis bigint;

-- Finds what may be purged.
create index session_head_by_closing on session_head (closed_millis, session_id);

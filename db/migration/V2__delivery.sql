-- What the outside must still be told: one row per session and kind, deleted when it is done.
create table delivery (
  session_id           varchar(36)  not null,
  kind                 varchar(24)  not null,
  group_id             varchar(64)  not null,
  -- counts what was kept since; a delivery is done when the version it read is still there
  version              bigint       not null,
  attempts             integer      not null,
  created_millis       bigint       not null,
  -- by the clock of the database; 0 is at once
  next_attempt_millis  bigint       not null,
  -- by the clock of the database; 0 is not claimed
  claimed_until_millis bigint       not null,
  claimed_by           varchar(64),
  last_error           varchar(200),
  constraint delivery_pk primary key (session_id, kind)
);

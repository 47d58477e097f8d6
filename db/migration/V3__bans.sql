-- Who is kept out of which room: at most one row per room and user. Rows that ran out are deleted at a start.
create table ban (
  space        varchar(8)  not null,
  -- in lower case
  room_id      varchar(64) not null,
  user_id      varchar(64) not null,
  until_millis bigint      not null,
  constraint ban_pk primary key (space, room_id, user_id)
);

-- The journal: heads, lines and personal parts. Valid on H2 and PostgreSQL; ${bytes} is the type of a byte string.

create table session_head (
  session_id       varchar(36)  not null primary key,
  family           varchar(16)  not null,
  space            varchar(8)   not null,
  room_id          varchar(64)  not null,
  open_key         varchar(80)  unique,
  group_key        varchar(64)  unique,
  creator          varchar(64),
  opened_millis    bigint       not null,
  activated_millis bigint,
  closed_millis    bigint,
  reason           varchar(32),
  last_seq         bigint       not null,
  last_hash        ${bytes}     not null,
  snapshot_seq     bigint       not null
);
create index session_head_by_opening on session_head (opened_millis, session_id);
create index session_head_by_room on session_head (room_id, opened_millis);

create table session_line (
  chain         varchar(36) not null,
  seq           bigint      not null,
  format        integer     not null,
  at_millis     bigint      not null,
  kind          varchar(32) not null,
  details       ${bytes}    not null,
  commitment    ${bytes}    not null,
  previous_hash ${bytes}    not null,
  hash          ${bytes}    not null,
  primary key (chain, seq)
);

create table session_person (
  chain   varchar(36)  not null,
  seq     bigint       not null,
  salt    ${bytes}     not null,
  part    ${bytes}     not null,
  user_id varchar(64),
  address varchar(64),
  primary key (chain, seq)
);
create index session_person_by_user on session_person (user_id, chain);
create index session_person_by_address on session_person (address, chain);

create table access_head (
  chain          varchar(36)  not null primary key,
  node           varchar(64)  not null,
  started_millis bigint       not null,
  last_seq       bigint       not null,
  last_hash      ${bytes}     not null
);

create table access_line (
  chain         varchar(36) not null,
  seq           bigint      not null,
  format        integer     not null,
  at_millis     bigint      not null,
  kind          varchar(32) not null,
  details       ${bytes}    not null,
  commitment    ${bytes}    not null,
  previous_hash ${bytes}    not null,
  hash          ${bytes}    not null,
  primary key (chain, seq)
);
create index access_line_by_time on access_line (at_millis, chain, seq);

create table access_person (
  chain   varchar(36)  not null,
  seq     bigint       not null,
  salt    ${bytes}     not null,
  part    ${bytes}     not null,
  user_id varchar(64),
  address varchar(64),
  primary key (chain, seq)
);
create index access_person_by_user on access_person (user_id, chain);
create index access_person_by_address on access_person (address, chain);

create table user_generation (
  user_id    varchar(64) not null primary key,
  generation bigint      not null
);

-- Checkpoints: what is signed over the heads, and who signs. ${bytes} is the type of a byte string.

-- The last line of the chain that a checkpoint covers; moved after the checkpoint is committed.
alter table session_head add column covered_seq bigint default -1 not null;
alter table session_head add column retention_class varchar(32) default 'standard' not null;
alter table session_head add column base_millis bigint;
alter table access_head add column covered_seq bigint default -1 not null;

create table checkpoint (
  number    bigint      not null primary key,
  body      ${bytes}    not null,
  signature ${bytes}    not null,
  hash      ${bytes}    not null,
  key_id    varchar(16) not null,
  at_millis bigint      not null,
  leaves    bigint      not null
);

create table checkpoint_leaf (
  number bigint      not null,
  chain  varchar(36) not null,
  leaf   ${bytes}    not null,
  primary key (number, chain)
);
create index checkpoint_leaf_by_chain on checkpoint_leaf (chain, number);

-- Changes and revocations of the signing key, in the order in which they were made.
create table key_document (
  place            bigint      not null primary key,
  kind             varchar(16) not null,
  -- of the first checkpoint that comes after it
  number           bigint      not null,
  -- the key that is in force afterwards
  key_id           varchar(16) not null,
  document         ${bytes}    not null,
  first_signature  ${bytes}    not null,
  -- of a change: by the new key; of a revocation: no bytes
  second_signature ${bytes}    not null
);

create table witness_receipt (
  number    bigint      not null primary key,
  witness   varchar(16) not null,
  at_millis bigint      not null,
  answer    ${bytes}    not null
);

create table node (
  name             varchar(64) not null primary key,
  starts           bigint      not null,
  -- sessions it has opened, as far as checkpoints cover them
  sessions         bigint      not null,
  clock_difference bigint      not null
);

-- Who does what only one node may do. Times are by the clock of the database.
create table lease (
  name         varchar(32)  not null primary key,
  holder       varchar(100) not null,
  until_millis bigint       not null
);
insert into lease (name, holder, until_millis) values ('checkpoint', '', 0);
insert into lease (name, holder, until_millis) values ('witness', '', 0);

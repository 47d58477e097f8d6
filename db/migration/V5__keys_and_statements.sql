-- The API keys that were given out. A row counts only as far as its line of the access log bears it out.
create table api_key (
  key_id         varchar(36)  not null primary key,
  name           varchar(64)  not null,
  roles          varchar(64)  not null,
  -- HMAC-SHA256 of the key's text under the pepper, lower-case hex
  hmac           varchar(64)  not null unique,
  created_millis bigint       not null,
  expires_millis bigint       not null,
  revoked_millis bigint,
  -- the line that tells of the key's creation
  chain          varchar(36)  not null,
  seq            bigint       not null
);
create index api_key_by_creation on api_key (created_millis, key_id);

create index access_line_by_kind on access_line (kind, at_millis);

-- The integrator's case that a line of a session names; the row goes when the line's personal part goes.
create table session_case (
  chain   varchar(36)  not null,
  seq     bigint       not null,
  case_id varchar(128) not null,
  primary key (chain, seq)
);
create index session_case_by_case on session_case (case_id, chain);

-- Tickets of a user that were issued before this are refused.
create table user_revocation (
  user_id           varchar(64) not null primary key,
  not_before_millis bigint      not null
);

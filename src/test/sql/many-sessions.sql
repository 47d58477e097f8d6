-- Fills an empty database (PostgreSQL, schema of this version) with closed sessions of five lines each, to measure
-- searches: src/docs/search.md says how. Hashes are none; nothing of this verifies.
--   psql -v sessions=2000000 -f src/test/sql/many-sessions.sql
-- A session every half minute. Customers come three times, an agent has 4,000 sessions, and all agents sit behind
-- one address; one session in 20,000 was closed by an administrator, one in 10,000 is of a rare family, 200 are open.

set synchronous_commit = off;

create temporary view drawn as
select i, opened, chain,
  case when i % 10000 = 7 then 'webexe_room' when i % 10 < 7 then 'double_room' when i % 10 < 9 then 'multi_room'
    else 'live_room' end as family,
  case when i % 10000 = 7 then 'WEB' when i % 10 < 7 then 'DOUBLE' when i % 10 < 9 then 'MULTI' else 'LIVE' end as space,
  'room_' || i % 50000 as room,
  'customer_' || (i::bigint * 7919) % (:sessions / 3) as customer,
  'agent_' || (i::bigint * 104729) % 500 as agent,
  '10.' || (i::bigint * 7919) % (:sessions / 3) / 62500 || '.' || (i::bigint * 7919) % (:sessions / 3) / 250 % 250
    || '.' || (i::bigint * 7919) % (:sessions / 3) % 250 as address,
  case when i % 20000 = 3 then 'CLOSED_BY_ADMINISTRATOR' when i % 10 = 1 then 'LAPSED' else 'LAST_LEFT' end as reason,
  i % 10000 = 9999 as unclosed
from (
  select i, opened,
    substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-7000-8000-' || lpad(to_hex(i), 12, '0') as chain
  from (
    select i, 1731628800000 + i::bigint * 31536 as opened,
      lpad(to_hex(1731628800000 + i::bigint * 31536), 12, '0') as hex
    from generate_series(1, :sessions) as i) as numbered) as named;

drop index session_person_by_user, session_person_by_address, session_case_by_case, session_head_by_room,
  session_head_by_reason, session_head_by_family, session_head_open;

insert into session_head (session_id, family, space, room_id, open_key, creator, opened_millis, activated_millis,
  closed_millis, reason, last_seq, last_hash, snapshot_seq, covered_seq)
select chain, family, space, room, case when unclosed then space || '/' || room || i end, customer, opened, opened + 900,
  case when not unclosed then opened + 300000 + i % 600000 end, case when not unclosed then reason end,
  4, sha256(chain::bytea), 0, 4
from drawn;

insert into session_line (chain, seq, format, at_millis, kind, details, commitment, previous_hash, hash)
select chain, seq, 1, opened + seq * 900, (array['OPENED', 'JOINED', 'JOINED', 'LEFT', 'CLOSED'])[seq + 1],
  convert_to('{"category":"","family":"' || family || '","node":"node1","roomID":"' || room || '"}', 'UTF8'),
  sha256((chain || seq)::bytea), sha256((chain || seq || 'p')::bytea), sha256((chain || seq || 'h')::bytea)
from drawn, generate_series(0, 4) as seq;

insert into session_person (chain, seq, salt, part, user_id, address)
select chain, seq, decode(md5(chain || seq), 'hex'),
  convert_to('{"actor":{"address":"' || by.address || '","platform":"iOS","proof":"TOKEN","requestId":"'
    || md5(chain || seq) || '","user":"' || by.name || '"},"avatar":"","nickname":"Name of ' || by.name
    || '","status":0,"user":"' || by.name || '"}', 'UTF8'),
  by.name, by.address
from drawn, generate_series(0, 4) as seq, lateral (
  select case when seq in (2, 4) then agent else customer end as name,
    case when seq in (2, 4) then '198.51.100.7' else drawn.address end as address) as by;

insert into session_case (chain, seq, case_id) select chain, 1, 'case-' || i from drawn where i % 2 = 0;

create index session_person_by_user on session_person (user_id, chain);
create index session_person_by_address on session_person (address, chain);
create index session_case_by_case on session_case (case_id, chain);
create index session_head_by_room on session_head (room_id, session_id);
create index session_head_by_reason on session_head (reason, session_id);
create index session_head_by_family on session_head (family, session_id);
create index session_head_open on session_head (session_id) where closed_millis is null;

vacuum analyze session_head, session_line, session_person, session_case;

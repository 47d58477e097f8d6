-- What was recorded is added to and read, never changed: not even by the owner of the tables, unless he takes these
-- triggers away, which a start of the service in production notices. Statement triggers and WHEN clauses cost an
-- insert nothing.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: no %', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;

-- Lines go in one lawful way only: in the transaction that puts the tombstone in their place.
create function refuse_unless_purged() returns trigger language plpgsql
  set search_path = ${flyway:defaultSchema}, pg_temp
as $$
declare
  gone text := case tg_table_name when 'session_head' then to_jsonb(old) ->> 'session_id' else to_jsonb(old) ->> 'chain' end;
begin
  if exists (select from tombstone where chain = gone and xmin = pg_current_xact_id()::xid) then
    return old;
  end if;
  raise exception '% is append-only: no delete but with a tombstone', tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete or truncate on checkpoint
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on checkpoint_leaf
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on key_document
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on witness_receipt
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on tombstone
  for each statement execute function refuse_change();

create trigger append_only before update or truncate on session_line
  for each statement execute function refuse_change();
create trigger purge_only before delete on session_line for each row execute function refuse_unless_purged();
create trigger append_only before update or truncate on access_line
  for each statement execute function refuse_change();
create trigger purge_only before delete on access_line for each row execute function refuse_unless_purged();

-- Personal parts are erased, but never become others.
create trigger append_only before update or truncate on session_person
  for each statement execute function refuse_change();
create trigger append_only before update or truncate on access_person
  for each statement execute function refuse_change();

-- Heads only move on; what ended does not begin again.
create trigger append_only before truncate on session_head for each statement execute function refuse_change();
create trigger purge_only before delete on session_head for each row execute function refuse_unless_purged();
create trigger moves_on before update on session_head for each row
  when (new.session_id <> old.session_id or new.family <> old.family or new.space <> old.space
    or new.room_id <> old.room_id
    or new.last_seq < old.last_seq or new.snapshot_seq < old.snapshot_seq or new.covered_seq < old.covered_seq
    or (new.last_seq = old.last_seq and new.last_hash <> old.last_hash)
    or (old.until_millis is not null and coalesce(new.until_millis, 0) < old.until_millis)
    or (old.closed_millis is not null
      and (new.closed_millis is distinct from old.closed_millis or new.reason is distinct from old.reason
        or new.open_key is not null)))
  execute function refuse_change();

create trigger append_only before truncate on access_head for each statement execute function refuse_change();
create trigger purge_only before delete on access_head for each row execute function refuse_unless_purged();
create trigger moves_on before update on access_head for each row
  when (new.chain <> old.chain or new.node <> old.node or new.started_millis <> old.started_millis
    or new.last_seq < old.last_seq or new.covered_seq < old.covered_seq
    or (new.last_seq = old.last_seq and new.last_hash <> old.last_hash))
  execute function refuse_change();

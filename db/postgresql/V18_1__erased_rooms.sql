-- The room id of a session becomes its pseudonym when whoever chose it is erased: once, and of a session that is over.
drop trigger moves_on on session_head;
create trigger moves_on before update on session_head for each row
  when (new.session_id <> old.session_id or new.family <> old.family or new.space <> old.space
    or (new.room_id <> old.room_id
      and (old.closed_millis is null or new.room_id not like '~%' or old.room_id like '~%'))
    or new.last_seq < old.last_seq or new.snapshot_seq < old.snapshot_seq or new.covered_seq < old.covered_seq
    or (new.last_seq = old.last_seq and new.last_hash <> old.last_hash)
    or (old.shortened and not new.shortened)
    or (old.until_millis is not null and coalesce(new.until_millis, 0) < old.until_millis and not new.shortened)
    or (old.closed_millis is not null
      and (new.closed_millis is distinct from old.closed_millis or new.reason is distinct from old.reason
        or new.open_key is not null)))
  execute function refuse_change();

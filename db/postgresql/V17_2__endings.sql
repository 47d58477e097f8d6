-- Only whether it is still to be done again changes.
create trigger append_only before delete or truncate on ending
  for each statement execute function refuse_change();
create trigger stays before update on ending for each row
  when (new.place <> old.place or new.number <> old.number or new.subject <> old.subject or new.key_id <> old.key_id
    or new.document <> old.document or new.signature <> old.signature or new.last_seq <> old.last_seq)
  execute function refuse_change();

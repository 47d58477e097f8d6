-- Finds the sessions that went on at a moment without looking at all that began before it: by how long they lasted,
-- only so much earlier can one of them have begun. As history/Lasting has them: up to 5 and 15 minutes, 1 and 4 hours,
-- 1, 4, 16 and 64 days, and longer; null while a session is open.
alter table session_head add column lasted integer generated always as (
  case
    when closed_millis is null then null
    when closed_millis - opened_millis < 300000 then 0
    when closed_millis - opened_millis < 900000 then 1
    when closed_millis - opened_millis < 3600000 then 2
    when closed_millis - opened_millis < 14400000 then 3
    when closed_millis - opened_millis < 86400000 then 4
    when closed_millis - opened_millis < 345600000 then 5
    when closed_millis - opened_millis < 1382400000 then 6
    when closed_millis - opened_millis < 5529600000 then 7
    else 8
  end) stored;
create index session_head_by_lasting on session_head (lasted, session_id);

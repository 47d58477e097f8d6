-- Finds the few sessions that are open among the many that are not.
create index session_head_open on session_head (session_id) where closed_millis is null;

-- Room for a head that moves on beside what it was: then no index has to follow.
alter table session_head set (fillfactor = 80);

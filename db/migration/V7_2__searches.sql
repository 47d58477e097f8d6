-- Searches list the newest sessions first. Session ids begin with the time they were made, so what finds sessions
-- finds them in that order, however many or few there are.
drop index session_head_by_room;
create index session_head_by_room on session_head (room_id, session_id);
create index session_head_by_reason on session_head (reason, session_id);
create index session_head_by_family on session_head (family, session_id);

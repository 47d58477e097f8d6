-- Finds the heads that moved since the last checkpoint without looking at all of them.
alter table session_head add column uncovered boolean generated always as (covered_seq < last_seq);
alter table access_head add column uncovered boolean generated always as (covered_seq < last_seq);
create index session_head_uncovered on session_head (uncovered, session_id);
create index access_head_uncovered on access_head (uncovered, chain);

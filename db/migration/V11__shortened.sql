-- As the lines tell; checkpoints carry it: two auditors agreed to keep a session for less than the rule for all.
alter table session_head add column shortened boolean default false not null;

-- What several nodes tell each other through the database. Only PostgreSQL has clusters.

-- The transaction that recorded the line. A node that knows which transactions it could see when it looked last asks
-- for the lines of others since, and misses none, however late they commit.
alter table session_line add column recorded_by xid8 default '0'::xid8 not null;
alter table session_line alter column recorded_by set default pg_current_xact_id();
create index session_line_by_transaction on session_line (recorded_by);

-- The transaction that last changed something that is read as a whole.
create table shared_change (
  name       varchar(32) not null primary key,
  changed_by xid8        not null
);
insert into shared_change (name, changed_by) values ('ban', pg_current_xact_id());

create function mark_bans() returns trigger language plpgsql security definer
  set search_path = ${flyway:defaultSchema}, pg_temp
as $$
begin
  update shared_change set changed_by = pg_current_xact_id() where name = 'ban';
  return null;
end
$$;
create trigger ban_changed after insert or update or delete on ban for each row execute function mark_bans();

-- When members were last heard, by the clock of the database.
create table heartbeat (
  session_id   varchar(36) not null,
  user_id      varchar(64) not null,
  heard_millis bigint      not null,
  -- whether by a heartbeat, ever; else by joining again
  heartbeat    boolean     not null,
  -- when a node told it
  told_millis  bigint      not null,
  primary key (session_id, user_id)
);

insert into lease (name, holder, until_millis) values ('sweep', '', 0);

-- The searches of GET /api/v1/sessions as the service asks them, with their plans: src/docs/search.md.
--   psql -f src/test/sql/search-plans.sql
\pset tuples_only on
\pset format unaligned

create or replace function pg_temp.plan(title text, tables text, id text, conditions text) returns setof text
language plpgsql as $$
declare
  line text;
begin
  return next E'\n' || title;
  for line in execute 'explain (analyze, buffers, costs off) select ' || id || ' from ' || tables || ' where ' || conditions
    || case when id = 'p.chain' then ' and h.session_id = p.chain group by p.chain' else '' end
    || ' order by ' || id || ' desc limit 51'
  loop
    return next line;
  end loop;
end
$$;

create or replace function pg_temp.head(title text, conditions text) returns setof text language sql as $$
  select pg_temp.plan(title, 'session_head h', 'h.session_id', conditions)
$$;

create or replace function pg_temp.who(title text, conditions text) returns setof text language sql as $$
  select pg_temp.plan(title, 'session_person p, session_head h', 'p.chain', conditions)
$$;

select pg_temp.head('the newest', 'true');
select pg_temp.who('a customer, 3 sessions', 'p.user_id = ''customer_1234''');
select pg_temp.who('an agent, 4,000 sessions', 'p.user_id = ''agent_17''');
select pg_temp.who('nobody', 'p.user_id = ''nobody''');
select pg_temp.who('a customer''s address', 'p.address = ''10.1.31.17''');
select pg_temp.who('an address nobody had', 'p.address = ''10.200.31.17''');
select pg_temp.who('the address of all agents', 'p.address = ''198.51.100.7''');
select pg_temp.plan('a case', 'session_case p, session_head h', 'p.chain', 'p.case_id = ''case-1000''');
select pg_temp.head('a room, 40 sessions', 'h.room_id = ''room_77''');
select pg_temp.head('a rare reason, 100 sessions', 'h.reason = ''CLOSED_BY_ADMINISTRATOR''');
select pg_temp.head('a common reason', 'h.reason = ''LAST_LEFT''');
select pg_temp.head('a rare family, 200 sessions', 'h.family = ''webexe_room''');
select pg_temp.head('open ones, 200', 'h.closed_millis is null');
select pg_temp.head('a day', 'h.opened_millis >= 1755000000000 and h.session_id >= ''01989e25-e3a0'' and h.opened_millis < 1755086400000 and h.session_id < ''0198a34d-2a00''');
select pg_temp.who('an agent at the office in a month', 'p.user_id = ''agent_17'' and exists (select x.seq from session_person x where x.chain = h.session_id and x.address = ''198.51.100.7'') and h.opened_millis >= 1755000000000 and p.chain >= ''01989e25-e3a0'' and h.opened_millis < 1757600000000 and p.chain < ''0199391f-a800''');
select pg_temp.who('an agent, a rare reason', 'p.user_id = ''agent_17'' and h.reason = ''CLOSED_BY_ADMINISTRATOR''');
select pg_temp.who('the agents'' address, a rare reason', 'p.address = ''198.51.100.7'' and h.reason = ''CLOSED_BY_ADMINISTRATOR''');
select pg_temp.who('the agents'' address, a room', 'p.address = ''198.51.100.7'' and h.room_id = ''room_77''');
select pg_temp.who('an agent, and a customer''s address', 'p.user_id = ''agent_17'' and exists (select x.seq from session_person x where x.chain = h.session_id and x.address = ''10.1.31.17'')');
select pg_temp.head('half way down', 'h.session_id < ''019a84cf-c400''');
select pg_temp.who('an agent, half way down', 'p.user_id = ''agent_17'' and p.chain < ''019a84cf-c400''');
select pg_temp.head('a common reason, half way down', 'h.reason = ''LAST_LEFT'' and h.session_id < ''019a84cf-c400''');

-- The searches of GET /api/v1/sessions as the service asks them, with their plans: src/docs/search.md.
--   psql -f src/test/sql/search-plans.sql
\pset tuples_only on
\pset format unaligned

create or replace function pg_temp.plan(title text, conditions text) returns setof text language plpgsql as $$
declare
  line text;
begin
  return next E'\n' || title;
  for line in execute 'explain (analyze, buffers, costs off) select t0.session_id, t0.opened_millis, t0.last_hash'
    ' from session_head t0 where ' || conditions || ' order by t0.opened_millis desc, t0.session_id desc limit 51'
  loop
    return next line;
  end loop;
end
$$;

create or replace function pg_temp.who(what text, value text) returns text language sql as $$
  select format('exists (select 1 from session_person t1 where t1.chain = t0.session_id and t1.%I = %L)', what, value)
$$;

create or replace function pg_temp.after(moment bigint) returns text language sql as $$
  select format('(t0.opened_millis <= %1$s and (t0.opened_millis < %1$s or t0.session_id < ''01932d20''))', moment)
$$;

select pg_temp.plan('newest', 'true');
select pg_temp.plan('a customer, 3 sessions', pg_temp.who('user_id', 'customer_1234'));
select pg_temp.plan('an agent, 4,000 sessions', pg_temp.who('user_id', 'agent_17'));
select pg_temp.plan('nobody', pg_temp.who('user_id', 'nobody'));
select pg_temp.plan('a room, 40 sessions', 't0.room_id = ''room_77''');
select pg_temp.plan('a customer''s address', pg_temp.who('address', '10.19.31.17'));
select pg_temp.plan('the address of all agents', pg_temp.who('address', '198.51.100.7'));
select pg_temp.plan('a case', 'exists (select 1 from session_case t1 where t1.chain = t0.session_id and t1.case_id = ''case-1000'')');
select pg_temp.plan('a rare reason, 100 sessions', 't0.reason = ''CLOSED_BY_ADMINISTRATOR''');
select pg_temp.plan('a common reason', 't0.reason = ''LAST_LEFT''');
select pg_temp.plan('a rare family, 200 sessions', 't0.family = ''webexe_room''');
select pg_temp.plan('a day', 't0.opened_millis >= 1755000000000 and t0.opened_millis < 1755086400000');
select pg_temp.plan('open ones, 200', 't0.closed_millis is null');
select pg_temp.plan('an agent at the office in a month', pg_temp.who('user_id', 'agent_17') || ' and ' || pg_temp.who('address', '198.51.100.7') || ' and t0.opened_millis >= 1755000000000 and t0.opened_millis < 1757600000000');
select pg_temp.plan('an agent, a rare reason', 't0.reason = ''CLOSED_BY_ADMINISTRATOR'' and ' || pg_temp.who('user_id', 'agent_17'));
select pg_temp.plan('a room at the office', 't0.room_id = ''room_77'' and ' || pg_temp.who('address', '198.51.100.7'));
select pg_temp.plan('an agent and a customer''s address', pg_temp.who('user_id', 'agent_17') || ' and ' || pg_temp.who('address', '10.19.31.17'));
select pg_temp.plan('half way down', pg_temp.after(1763000000000));
select pg_temp.plan('an agent, half way down', pg_temp.who('user_id', 'agent_17') || ' and ' || pg_temp.after(1763000000000));
select pg_temp.plan('a common reason, half way down', 't0.reason = ''LAST_LEFT'' and ' || pg_temp.after(1763000000000));

-- Access logs of nodes that died end, and checkpoints list the nodes that live.

-- When the node was last heard of, by the clock of the database.
alter table node add column heard_millis bigint default 0 not null;
-- Whether its access log has ended because it was not heard of any more.
alter table node add column log_ended boolean default false not null;
-- Whether checkpoints list it no more, but carry its counts.
alter table node add column carried boolean default false not null;
update node set heard_millis = cast(extract(epoch from current_timestamp) * 1000 as bigint);

create index node_listed on node (carried, log_ended);
create index access_head_by_node on access_head (node, chain);

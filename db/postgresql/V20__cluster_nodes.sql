-- The nodes of a cluster as they tell of themselves: a member is evicted only for a silence up to which every node has
-- told whom it heard.
create table cluster_node (
  node        varchar(64) not null primary key,
  -- another one after each start and each pause of the node's process
  waking      varchar(64) not null,
  -- until when it has told whom it heard, by the clock of the database
  told_millis bigint      not null
);

-- Which process is which node: a name belongs to one running process at a time.
create table node_instance (
  name     varchar(64) not null primary key,
  -- random, made anew at each start; no text once the process has ended in good order
  instance varchar(36) not null,
  -- goes up while the process lives: another start waits for the next beat, and compares no clocks
  beats    bigint      not null,
  -- number of the last checkpoint in the node's file outside, as far as it has told
  copied   bigint      not null
);

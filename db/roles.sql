-- For production on PostgreSQL: what the roles may do that do not own the schema. Run by its owner
-- (roomservice.db.migration-user) after the first migration and after each that adds tables or columns:
--   psql -v role=roomservice -v purge=roomservice_purge -f db/roles.sql
-- Three roles, none a member of another:
--   the owner migrates, and does nothing else;
--   "role" is the service's own (roomservice.db.user): it records and reads. The service refuses to start if it
--     could do more;
--   "purge" deletes what may be deleted, in the transaction that puts a tombstone in its place.

revoke all on all tables in schema public from :"role", :"purge";

-- Written once.
grant select, insert on session_line, access_line to :"role";
grant select, insert on checkpoint, checkpoint_leaf, key_document, witness_receipt to :"role";

-- Written once, and erased.
grant select, insert, delete on session_person, access_person, session_case to :"role";

-- Heads move on.
grant select, insert,
  update (open_key, group_key, creator, opened_millis, activated_millis, closed_millis, reason, last_seq, last_hash,
    snapshot_seq, covered_seq, retention_class, base_millis, until_millis, held,
    shortened)
  on session_head to :"role";
grant select, insert, update (last_seq, last_hash, covered_seq) on access_head to :"role";

-- What only helps: a row of these counts as far as lines bear it out, or proves nothing.
grant select, insert, update (revoked_millis) on api_key to :"role";
grant select, insert, update (starts, sessions, clock_difference, ntp_offset) on node to :"role";
grant select, update (holder, until_millis) on lease to :"role";
grant select, insert, update, delete on user_generation, user_revocation, delivery, ban, heartbeat, cluster_node to :"role";
grant select on shared_change, tombstone, flyway_schema_history to :"role";

grant select, delete on session_line, session_person, session_case, session_head to :"purge";
grant select, delete on access_line, access_person, access_head to :"purge";
grant select on checkpoint, checkpoint_leaf, key_document, delivery, ban to :"purge";
grant select, insert on tombstone to :"purge";

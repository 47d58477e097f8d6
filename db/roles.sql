-- For production on PostgreSQL: what the service's own role may do. Run by the owner of the schema
-- (roomservice.db.migration-user) after its first migration and after each that adds tables:
--   psql -v role=roomservice -f db/roles.sql
-- Recorded lines are added and read, never changed: the service refuses to start with a role that could.

grant select, insert on session_line, access_line to :"role";
grant select, insert, update, delete on session_person, access_person to :"role";
grant select, insert, update on session_head, access_head to :"role";
grant select, insert, update, delete on user_generation, user_revocation, delivery, ban, api_key, session_case to :"role";
grant select on flyway_schema_history to :"role";
grant select, insert on checkpoint, checkpoint_leaf, key_document, witness_receipt to :"role";
grant select, insert, update on node, lease to :"role";

-- The purge runs apart from the service, with a role of its own: psql -v role=… -v purge=roomservice_purge.
-- It may delete whole chains, and only where it leaves a tombstone.
grant select on tombstone to :"role";
grant select, delete on session_line, session_person, session_case, session_head to :"purge";
grant select, delete on access_line, access_person, access_head to :"purge";
grant select on checkpoint, checkpoint_leaf, key_document, delivery to :"purge";
grant select, insert on tombstone to :"purge";

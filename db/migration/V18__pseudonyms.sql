-- Users and rooms stand in these tables by pseudonyms: HMAC-SHA256 under a key outside the database. So the rows that
-- are there get theirs at the next start, by the service (identity/store/ClearRows).
alter table user_generation rename column user_id to pseudonym;
alter table user_revocation rename column user_id to pseudonym;

-- A ban counts by its line, and lines of before do not hold its pseudonym: who is still to be kept out is banned anew.
delete from ban;
alter table ban drop constraint ban_pk;
alter table ban drop column space;
alter table ban drop column room_id;
alter table ban drop column user_id;
-- the pseudonym of the room and the user
alter table ban add column ban_id varchar(64) not null;
alter table ban add constraint ban_pk primary key (ban_id);

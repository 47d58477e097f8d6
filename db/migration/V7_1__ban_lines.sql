-- The line of the access log that is the reason of a ban; none for those of before.
alter table ban add column chain varchar(36) default '' not null;
alter table ban add column seq bigint default 0 not null;

-- How far a node's clock is from its NTP server; null where that is not known.
alter table node add column ntp_offset bigint;

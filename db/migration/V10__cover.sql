-- The hash of the checkpoint that a witness was shown, and the service's signature under what it answered: an answer
-- without both counts for nothing. ${bytes} is the type of a byte string.
alter table witness_receipt add column checkpoint_hash ${bytes};
alter table witness_receipt add column signature ${bytes};

-- The SHA-256 hashes of a checkpoint's leaves, 32 bytes each, in their order. With these the inclusion of a leaf is
-- proved even where others were removed.
alter table checkpoint add column leaf_hashes ${bytes};

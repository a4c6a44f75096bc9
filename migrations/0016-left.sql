alter table "lummy"."leases" add "left" jsonb null;

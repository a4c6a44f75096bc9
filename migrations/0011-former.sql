-- When the name of a teammate who left was taken away, and what they taught unlearned.
alter table "lummy"."teammates" add column "forgotten_at" timestamptz(3) null;

alter table "lummy"."conversations" add "heard_at" timestamptz(3) null;

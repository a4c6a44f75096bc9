-- Which event said STOP or START last, as a digest: the same event, told to two hubs at once, is one change in both.
alter table "lummy"."opt_outs" add "told_by" text null;

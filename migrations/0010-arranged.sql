-- What staff made of the topics that were found: names, pins, merges. A topic is called by what was found until they do.
alter table "lummy"."topics"
  add column "found_name" text not null default '',
  add column "is_named" boolean not null default false,
  add column "is_pinned" boolean not null default false,
  add column "merged" jsonb not null default '[]';
update "lummy"."topics" set "found_name" = "name";

-- A topic that was merged or split is another claim each time.
alter table "lummy"."topic_switches" add column "formed" int not null default 0;

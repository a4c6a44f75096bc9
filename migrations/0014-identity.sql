-- Who is behind a number: codes that were sent, and people who turned out to be one.
create table "lummy"."checks" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "kind" text not null, "value" text not null, "lane" text not null, "sent_to" text null, "tries" int not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "proved_at" timestamptz(3) null, "until" timestamptz(3) null, "ended_at" timestamptz(3) null, primary key ("id"));
create index "checks_handle_index" on "lummy"."checks" ("business_id", "kind", "value", "created_at");
create index "checks_business_id_lane_index" on "lummy"."checks" ("business_id", "lane");
create index "checks_business_id_created_at_index" on "lummy"."checks" ("business_id", "created_at");
alter table "lummy"."checks" add constraint "checks_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
create table "lummy"."person_links" ("id" uuid not null, "business_id" uuid not null, "kept_id" uuid not null, "gone_id" uuid not null, "why" text check ("why" in ('proved', 'teammate')) not null, "by" text not null, "at" timestamptz(3) not null, "handles" jsonb not null, "conversation_ids" jsonb not null, "undone_at" timestamptz(3) null, "undone_by" text null, primary key ("id"));
create index "person_links_business_id_kept_id_index" on "lummy"."person_links" ("business_id", "kept_id");
create index "person_links_business_id_gone_id_index" on "lummy"."person_links" ("business_id", "gone_id");
create unique index "person_links_standing" on "lummy"."person_links" ("business_id", "gone_id") where "undone_at" is null;
alter table "lummy"."person_links" add constraint "person_links_kept_fk" foreign key ("business_id", "kept_id") references "lummy"."people" ("business_id", "id") on delete cascade;
alter table "lummy"."person_links" add constraint "person_links_gone_fk" foreign key ("business_id", "gone_id") references "lummy"."people" ("business_id", "id") on delete cascade;

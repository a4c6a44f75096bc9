-- What cannot go for now, why, and how each connected account does.
create table "lummy"."holds" ("business_id" uuid not null, "connector" text not null, "account" text not null, "sender" text not null, "kind" text check ("kind" in ('slow', 'permission')) not null, "why" text not null, "since" timestamptz(3) not null, "until" timestamptz(3) not null, "tries" int not null, primary key ("business_id", "connector", "account", "sender"));
alter table "lummy"."holds" add constraint "holds_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."outbox" add column "waits_for" text check ("waits_for" in ('slow', 'permission')) null;
create index "outbox_waits" on "lummy"."outbox" ("business_id", "connector", "account") where "waits_for" is not null and "state" in ('held', 'ready');
alter table "lummy"."integrations" add column "last_sent_at" timestamptz(3) null, add column "last_error_at" timestamptz(3) null, add column "failing_since" timestamptz(3) null;

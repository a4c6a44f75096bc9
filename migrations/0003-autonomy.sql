-- What people decided about a topic beside its switch, and how often it lost its certificate. The subject `pool` is the agent's.
alter table "lummy"."topic_switches"
  add column "cap" text null,
  add column "eps" double precision null,
  add column "most_amount" double precision null,
  add column "attempt" int not null default 1,
  add column "revoked_at" timestamptz(3) null,
  add column "revoked_why" text null,
  alter column "switched_at" drop not null;
alter table "lummy"."topic_switches" alter column "attempt" drop default;
alter table "lummy"."topic_switches" add constraint "topic_switches_cap_check" check ("cap" in ('observing', 'recognizing', 'supervised', 'automatic'));

-- Drafts that staff see only after they have answered, and what became of each beside what staff said.
alter table "lummy"."drafts"
  add column "blind" text null,
  add column "err" int null,
  add column "verdict" text null,
  add column "said_id" uuid null;
alter table "lummy"."drafts" add constraint "drafts_blind_check" check ("blind" in ('audit', 'sample'));
alter table "lummy"."drafts" add constraint "drafts_said_fk" foreign key ("business_id", "said_id") references "lummy"."messages" ("business_id", "id") on delete set null ("said_id") deferrable initially deferred;
create index "drafts_topic_index" on "lummy"."drafts" ("business_id", "topic_id", "created_at");

-- Answers that a person looks at: no text and no customer, so that they outlive both.
create table "lummy"."audited_answers" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "topic_id" text not null, "conversation_id" uuid null, "draft_id" uuid null, "kind" text not null, "attempt" int not null, "agent_attempt" int not null, "note" text null, "opened_at" timestamptz(3) not null, "deadline" timestamptz(3) not null, "decided_at" timestamptz(3) null, "err" int null, "reason" text null, "decided_by" text null, primary key ("id"));
alter table "lummy"."audited_answers" add constraint "audited_answers_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."audited_answers" add constraint "audited_answers_kind_check" check ("kind" in ('before', 'after', 'suspect', 'correction'));
create index "audited_answers_agent_index" on "lummy"."audited_answers" ("business_id", "agent_id", "agent_attempt", "decided_at");
create index "audited_answers_draft_index" on "lummy"."audited_answers" ("business_id", "draft_id");
create index "audited_answers_open" on "lummy"."audited_answers" ("deadline") where "decided_at" is null;
alter table "lummy"."audited_answers" add constraint "audited_answers_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."audited_answers" add constraint "audited_answers_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete set null ("conversation_id");
alter table "lummy"."audited_answers" add constraint "audited_answers_draft_fk" foreign key ("business_id", "draft_id") references "lummy"."drafts" ("business_id", "id") on delete set null ("draft_id") deferrable initially deferred;

-- Teammates' word for exact answers.
create table "lummy"."vouchers" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "lesson_id" text not null, "digest" text not null, "teammate_id" uuid null, "name" text not null, "at" timestamptz(3) not null, "corrections" int not null, "ended_at" timestamptz(3) null, "ended_why" text null, primary key ("id"));
create unique index "vouchers_one_standing" on "lummy"."vouchers" ("business_id", "lesson_id") where "ended_at" is null;
alter table "lummy"."vouchers" add constraint "vouchers_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."vouchers" add constraint "vouchers_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete set null ("teammate_id");

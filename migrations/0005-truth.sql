-- Lessons that fade: what staff stopped saying, what one teammate says against several, what was promised until a date.
alter table "lummy"."lessons" drop constraint "lessons_standing_check";
alter table "lummy"."lessons" add constraint "lessons_standing_check" check ("standing" in ('current', 'superseded', 'sourced', 'stale', 'contested'));
alter table "lummy"."lessons"
  add column "standing_why" text null,
  add column "expires_at" timestamptz(3) null;

-- How far the log was read for contradictions.
alter table "lummy"."ai_agents" add column "truth_seq" int not null default 0;

-- Two lessons that cannot both be right, put to staff. No text, so that it outlives what is forgotten; no foreign key to lessons,
-- which are projected anew.
create table "lummy"."conflicts" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "topic_id" text not null, "lesson_a" text not null, "lesson_b" text not null, "matter" text not null, "state" text not null, "decision" text null, "decided_by" uuid null, "created_at" timestamptz(3) not null, "decided_at" timestamptz(3) null, primary key ("id"));
alter table "lummy"."conflicts" add constraint "conflicts_pair_unique" unique ("business_id", "agent_id", "lesson_a", "lesson_b");
alter table "lummy"."conflicts" add constraint "conflicts_matter_check" check ("matter" in ('amount', 'duration', 'date', 'answer'));
alter table "lummy"."conflicts" add constraint "conflicts_state_check" check ("state" in ('open', 'decided', 'moot'));
alter table "lummy"."conflicts" add constraint "conflicts_decision_check" check ("decision" in ('a', 'b', 'both'));
create index "conflicts_state_index" on "lummy"."conflicts" ("business_id", "state", "created_at");
alter table "lummy"."conflicts" add constraint "conflicts_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."conflicts" add constraint "conflicts_decided_by_fk" foreign key ("business_id", "decided_by") references "lummy"."teammates" ("business_id", "id") on delete set null ("decided_by");

-- Whom an answer was given: drafts by their lesson.
create index "drafts_lesson_index" on "lummy"."drafts" ("business_id", "lesson_id", "created_at");

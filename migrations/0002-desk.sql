-- The desk: whose turn a conversation is, what kind it is, who edits, who is away, what channels are for.
alter table "lummy"."conversations"
  add column "waiting_for" text not null default 'nobody',
  add column "kind" text not null default 'support',
  add column "snoozed_until" timestamptz(3) null,
  add column "resolved_by" text null,
  add column "resolved_at" timestamptz(3) null,
  add column "follows_id" uuid null,
  add column "merged_into_id" uuid null,
  add column "follow_up_at" timestamptz(3) null,
  add column "follow_up_by" uuid null,
  add column "late_told_at" timestamptz(3) null,
  add column "answered_at" timestamptz(3) null,
  add column "acknowledged_at" timestamptz(3) null,
  add column "thought_owed_at" timestamptz(3) null,
  add column "due_at" timestamptz(3) null;
update "lummy"."conversations" c set "answered_at" = (select min(e."at") from "lummy"."conversation_events" e
  where e."business_id" = c."business_id" and e."conversation_id" = c."id" and e."type" = 'first_answer');
update "lummy"."conversations" set
  "kind" = case when "is_test" then 'test' else 'support' end,
  "waiting_for" = case when "status" = 'resolved' then 'nobody' when "waiting_since" is not null then 'staff' else 'customer' end,
  "resolved_by" = case when "status" = 'resolved' then 'teammate' end,
  "resolved_at" = case when "status" = 'resolved' then "updated_at" end,
  "due_at" = "updated_at";
alter table "lummy"."conversations"
  alter column "waiting_for" drop default,
  alter column "kind" drop default,
  drop column "is_test";
alter table "lummy"."conversations" add constraint "conversations_waiting_for_check" check ("waiting_for" in ('staff', 'customer', 'nobody'));
alter table "lummy"."conversations" add constraint "conversations_kind_check" check ("kind" in ('support', 'sales', 'partner', 'automated', 'spam', 'test'));
alter table "lummy"."conversations" add constraint "conversations_resolved_by_check" check ("resolved_by" in ('customer', 'teammate', 'quiet'));
create index "conversations_due" on "lummy"."conversations" ("due_at") where "due_at" is not null;
create index "conversations_waiting" on "lummy"."conversations" ("business_id", "waiting_since") where "waiting_for" = 'staff';
alter table "lummy"."conversations" add constraint "conversations_follows_fk" foreign key ("business_id", "follows_id") references "lummy"."conversations" ("business_id", "id") on delete set null ("follows_id");
alter table "lummy"."conversations" add constraint "conversations_merged_fk" foreign key ("business_id", "merged_into_id") references "lummy"."conversations" ("business_id", "id") on delete set null ("merged_into_id");
alter table "lummy"."conversations" add constraint "conversations_follow_up_by_fk" foreign key ("business_id", "follow_up_by") references "lummy"."teammates" ("business_id", "id") on delete set null ("follow_up_by");

alter table "lummy"."drafts" add column "editor_id" uuid null, add column "editing_until" timestamptz(3) null;
alter table "lummy"."drafts" add constraint "drafts_editor_fk" foreign key ("business_id", "editor_id") references "lummy"."teammates" ("business_id", "id") on delete set null ("editor_id");

alter table "lummy"."written_replies" add column "attachments" jsonb not null default '[]';
alter table "lummy"."written_replies" alter column "attachments" drop default;

alter table "lummy"."teammates" add column "away_until" timestamptz(3) null;
alter table "lummy"."handles" add column "blocked_at" timestamptz(3) null;

create table "lummy"."staff_channels" ("id" uuid not null, "business_id" uuid not null, "connector" text not null, "account" text not null, "channel" text not null, "name" text not null, "purpose" text not null, "value" text null, "created_at" timestamptz(3) not null, primary key ("id"));
alter table "lummy"."staff_channels" add constraint "staff_channels_unique" unique ("business_id", "connector", "account", "channel");
alter table "lummy"."staff_channels" add constraint "staff_channels_purpose_check" check ("purpose" in ('conversations', 'topic', 'address', 'hand_overs', 'sales', 'nothing'));
alter table "lummy"."staff_channels" add constraint "staff_channels_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;

alter table "lummy"."conversation_events" drop constraint "conversation_events_type_check";
alter table "lummy"."conversation_events" add constraint "conversation_events_type_check" check ("type" in ('arrived', 'draft_made', 'draft_shown', 'draft_approved', 'draft_edited', 'draft_rejected', 'draft_withdrawn', 'sent', 'undone', 'delivered', 'failed', 'in_doubt', 'first_answer', 'taken', 'released', 'resolved', 'reopened', 'handed_over', 'noted', 'lesson_learned', 'model_used', 'assigned', 'snoozed', 'woken', 'kind_changed', 'merged', 'unmerged', 'split', 'follow_up_set', 'follow_up_due', 'target_missed', 'acknowledged'));

-- Teammates who were removed keep their name; mail systems ask whoever forwards mail to us for a confirmation.
alter table "lummy"."teammates" add column "removed_at" timestamptz(3) null;
alter table "lummy"."integrations" add column "confirmation" jsonb null;

-- Copies of the mail that a team sends from its own mailbox: what pairing needs, shown nowhere.
create table "lummy"."shadow_mails" ("business_id" uuid not null, "message_id" text not null, "person_id" uuid null, "teammate_id" uuid null, "text" text not null, "references" jsonb not null, "lesson_id" text null, "at" timestamptz(3) not null, primary key ("business_id", "message_id"));
create index "shadow_mails_business_id_at_index" on "lummy"."shadow_mails" ("business_id", "at");
create index "shadow_mails_references" on "lummy"."shadow_mails" using gin ("references") where "teammate_id" is not null;
alter table "lummy"."shadow_mails" add constraint "shadow_mails_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."shadow_mails" add constraint "shadow_mails_person_fk" foreign key ("business_id", "person_id") references "lummy"."people" ("business_id", "id") on delete cascade;
alter table "lummy"."shadow_mails" add constraint "shadow_mails_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete set null ("teammate_id");

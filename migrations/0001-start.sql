-- The first schema. Our tables live in a schema of their own, the queue in another.
create extension if not exists vector;
create extension if not exists pg_trgm;
create schema if not exists "lummy";
create table "lummy"."ai_agents" ("id" uuid not null, "user_id" uuid not null, "name" text not null, "status" text not null, "learning_stage" int not null, "voice_profile" jsonb not null, "learning_seq" int not null default 0, "projected_seq" int not null default 0, "learning_epoch" int not null default 0, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));
alter table "lummy"."ai_agents" add constraint "ai_agents_user_id_id_unique" unique ("user_id", "id");
alter table "lummy"."ai_agents" add constraint "ai_agents_status_check" check ("status" in ('learning', 'active', 'paused'));

create table "lummy"."audit" ("id" uuid not null, "business_id" uuid not null, "at" timestamptz(3) not null, "actor" text not null, "action" text not null, "subject" text not null, "data" jsonb not null, primary key ("id"));
create index "audit_business_id_at_index" on "lummy"."audit" ("business_id", "at");

create table "lummy"."claims" ("business_id" uuid not null, "claim" text not null, "positions" int not null, primary key ("business_id", "claim"));

create table "lummy"."conversations" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "person_id" uuid not null, "customer_email" text null, "channel" text not null, "status" text not null, "subject" text not null, "sentiment" double precision null, "human_until" timestamptz(3) null, "assignee_id" uuid null, "waiting_since" timestamptz(3) null, "is_test" boolean not null, "version" int not null default 1, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));
create index "conversations_business_id_updated_at_id_index" on "lummy"."conversations" ("business_id", "updated_at", "id");
create index "conversations_business_id_person_id_index" on "lummy"."conversations" ("business_id", "person_id");
alter table "lummy"."conversations" add constraint "conversations_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."conversations" add constraint "conversations_channel_check" check ("channel" in ('email', 'chat', 'phone', 'slack', 'sms', 'whatsapp', 'teams', 'discord'));
alter table "lummy"."conversations" add constraint "conversations_status_check" check ("status" in ('active', 'resolved', 'escalated'));

create table "lummy"."conversation_events" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "type" text not null, "at" timestamptz(3) not null, "actor" text not null, "receipt_id" uuid null, "data" jsonb not null, primary key ("id"));
create index "conversation_events_thread_index" on "lummy"."conversation_events" ("business_id", "conversation_id", "at");
create index "conversation_events_business_id_at_index" on "lummy"."conversation_events" ("business_id", "at");
alter table "lummy"."conversation_events" add constraint "conversation_events_type_check" check ("type" in ('arrived', 'draft_made', 'draft_shown', 'draft_approved', 'draft_edited', 'draft_rejected', 'draft_withdrawn', 'sent', 'undone', 'delivered', 'failed', 'in_doubt', 'first_answer', 'taken', 'released', 'resolved', 'reopened', 'handed_over', 'noted', 'lesson_learned', 'model_used'));

create table "lummy"."conversation_places" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "role" text not null, "connector" text not null, "account" text not null, "thread" text not null, "private" boolean not null, "card_platform_id" text null, "created_at" timestamptz(3) not null, primary key ("id"));
create index "conversation_places_place_index" on "lummy"."conversation_places" ("business_id", "connector", "account", "thread");
alter table "lummy"."conversation_places" add constraint "conversation_places_unique" unique ("business_id", "conversation_id", "connector", "account", "thread");
alter table "lummy"."conversation_places" add constraint "conversation_places_role_check" check ("role" in ('customer', 'staff'));

create table "lummy"."drafts" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "message_id" uuid not null, "version" int not null, "state" text not null, "text" text not null, "unfilled" jsonb not null, "lesson_id" text null, "topic_id" text null, "confidence" double precision not null, "signals" jsonb not null, "writer" text not null, "receipt_id" uuid not null, "why" text null, "shown_at" timestamptz(3) null, "created_at" timestamptz(3) not null, primary key ("id"));
create index "drafts_open_by_lesson" on "lummy"."drafts" ("business_id", "lesson_id") where "state" in ('shadow', 'pending');
create unique index "drafts_one_pending" on "lummy"."drafts" ("business_id", "conversation_id") where "state" = 'pending';
alter table "lummy"."drafts" add constraint "drafts_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."drafts" add constraint "drafts_version_unique" unique ("business_id", "conversation_id", "version");
alter table "lummy"."drafts" add constraint "drafts_state_check" check ("state" in ('shadow', 'pending', 'approved', 'edited', 'rejected', 'withdrawn'));

create table "lummy"."evidence" ("business_id" uuid not null, "claim" text not null, "position" int not null, "draft_id" uuid null, "import_id" uuid null, "admitted_at" timestamptz(3) not null, "deadline" timestamptz(3) not null, "decided_at" timestamptz(3) null, "err" int null, "reason" text null, "blind" boolean not null, primary key ("business_id", "claim", "position"));
create index "evidence_business_id_draft_id_index" on "lummy"."evidence" ("business_id", "draft_id");
create index "evidence_business_id_import_id_index" on "lummy"."evidence" ("business_id", "import_id");
create index "evidence_open" on "lummy"."evidence" ("deadline") where "decided_at" is null;

create table "lummy"."handles" ("business_id" uuid not null, "kind" text not null, "value" text not null, "person_id" uuid null, "teammate_id" uuid null, primary key ("business_id", "kind", "value"));
create index "handles_business_id_person_id_index" on "lummy"."handles" ("business_id", "person_id");
create index "handles_business_id_teammate_id_index" on "lummy"."handles" ("business_id", "teammate_id");
alter table "lummy"."handles" add constraint "handles_kind_check" check ("kind" in ('email', 'phone', 'slack', 'teams', 'discord', 'chat'));

create table "lummy"."imports" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "name" text not null, "digest" text not null, "state" text not null, "total" int not null, "done" int not null, "from_seq" int not null, "summary" jsonb not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));
create index "imports_business_id_digest_index" on "lummy"."imports" ("business_id", "digest");
alter table "lummy"."imports" add constraint "imports_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."imports" add constraint "imports_state_check" check ("state" in ('running', 'done', 'undone', 'failed'));

create table "lummy"."imported_ids" ("business_id" uuid not null, "external_id" text not null, "import_id" uuid not null, primary key ("business_id", "external_id"));
create index "imported_ids_import_id_index" on "lummy"."imported_ids" ("import_id");

create table "lummy"."inbox" ("seq" bigserial primary key, "business_id" uuid not null, "lane" text not null, "connector" text not null, "account" text not null, "platform_id" text not null, "event" jsonb not null, "arrived_at" timestamptz(3) not null, "attempts" int not null default 0, "retry_at" timestamptz(3) null, "handled_at" timestamptz(3) null, "result" text null, "error" text null);
create index "inbox_unhandled" on "lummy"."inbox" ("business_id", "lane", "seq") where "handled_at" is null;
create index "inbox_unhandled_by_age" on "lummy"."inbox" ("seq") where "handled_at" is null;
alter table "lummy"."inbox" add constraint "inbox_platform_unique" unique ("connector", "account", "platform_id");

create table "lummy"."integrations" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "connector" text not null, "account" text not null, "label" text not null, "settings" text not null, "status" text not null, "last_event_at" timestamptz(3) null, "last_error" text null, "created_at" timestamptz(3) not null, primary key ("id"));
create unique index "integrations_account_unique" on "lummy"."integrations" ("connector", "account") where "status" <> 'removed';
alter table "lummy"."integrations" add constraint "integrations_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."integrations" add constraint "integrations_status_check" check ("status" in ('connected', 'failing', 'removed'));

create table "lummy"."learning_data" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "conversation_id" uuid null, "seq" int not null, "interaction_type" text not null, "pattern_detected" jsonb not null, "confidence_score" double precision null, "applied" boolean not null default false, "lesson_id" text null, "person_id" uuid null, "import_id" uuid null, "created_at" timestamptz(3) not null, primary key ("id"));
create index "learning_data_business_id_person_id_index" on "lummy"."learning_data" ("business_id", "person_id");
create index "learning_data_business_id_lesson_id_index" on "lummy"."learning_data" ("business_id", "lesson_id");
create index "learning_data_business_id_import_id_index" on "lummy"."learning_data" ("business_id", "import_id");
alter table "lummy"."learning_data" add constraint "learning_data_seq_unique" unique ("agent_id", "seq");

create table "lummy"."leases" ("business_id" uuid not null, "lane" text not null, "fence" int not null, "leased_until" timestamptz(3) not null, primary key ("business_id", "lane"));

create table "lummy"."lessons" ("agent_id" uuid not null, "id" text not null, "business_id" uuid not null, "topic_id" text not null, "question" text not null, "context" jsonb not null, "reply" text not null, "slots" jsonb not null, "language" text not null, "author" text not null, "conversation_id" uuid null, "channel" text not null, "at" timestamptz(3) not null, "origin" text not null, "standing" text not null, "superseded_by" text null, "agreed" int not null, "wrong" int not null, "embedder" text null, "vector" vector(512) null, "search" tsvector generated always as (to_tsvector('simple'::regconfig, question) || case when (standing <> 'superseded'::text) then array_to_tsvector(array[(agent_id)::text]) else ''::tsvector end) stored, primary key ("agent_id", "id"));
create index "lessons_topic_index" on "lummy"."lessons" ("business_id", "agent_id", "topic_id");
create index "lessons_age_index" on "lummy"."lessons" ("business_id", "at", "id");
create index "lessons_vector_hnsw" on "lummy"."lessons" using hnsw ("vector" vector_cosine_ops) with (m = 12, ef_construction = 40) where "standing" <> 'superseded';
create index "lessons_search_words" on "lummy"."lessons" using gin ("search") with (fastupdate = off);
create index "lessons_question_trigram" on "lummy"."lessons" using gin ("question" gin_trgm_ops) with (fastupdate = off);
alter table "lummy"."lessons" add constraint "lessons_origin_check" check ("origin" in ('live', 'import', 'taught'));
alter table "lummy"."lessons" add constraint "lessons_standing_check" check ("standing" in ('current', 'superseded', 'sourced'));

create table "lummy"."messages" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "sender_type" text not null, "content" text not null, "metadata" jsonb not null, "connector" text null, "account" text null, "platform_id" text null, "created_at" timestamptz(3) not null, primary key ("id"));
create index "messages_thread_index" on "lummy"."messages" ("business_id", "conversation_id", "created_at", "id");
create index "messages_content_trigram" on "lummy"."messages" using gin ("content" gin_trgm_ops) with (fastupdate = off);
alter table "lummy"."messages" add constraint "messages_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."messages" add constraint "messages_platform_unique" unique ("business_id", "connector", "account", "platform_id");
alter table "lummy"."messages" add constraint "messages_sender_type_check" check ("sender_type" in ('customer', 'ai', 'human'));

create table "lummy"."one_time_links" ("hash" text not null, "purpose" text not null, "business_id" uuid null, "teammate_id" uuid null, "data" jsonb not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("hash"));

create table "lummy"."outbox" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid null, "audience" text not null, "connector" text not null, "account" text not null, "thread" text not null, "private" boolean not null, "payload" jsonb not null, "state" text not null, "not_before" timestamptz(3) not null, "cancel_if" jsonb not null, "attempts" int not null default 0, "platform_id" text null, "error" text null, "message_id" uuid null, "draft_id" uuid null, "teammate_id" uuid null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));
create index "outbox_business_id_conversation_id_index" on "lummy"."outbox" ("business_id", "conversation_id");
create index "outbox_business_id_message_id_index" on "lummy"."outbox" ("business_id", "message_id");
create index "outbox_platform_index" on "lummy"."outbox" ("business_id", "connector", "account", "platform_id");
create index "outbox_due" on "lummy"."outbox" ("not_before") where "state" in ('held', 'ready');
create index "outbox_sending" on "lummy"."outbox" ("updated_at") where "state" = 'sending';
create index "outbox_troubled" on "lummy"."outbox" ("business_id", "updated_at") where "state" in ('failed', 'in_doubt');
alter table "lummy"."outbox" add constraint "outbox_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."outbox" add constraint "outbox_audience_check" check ("audience" in ('customer', 'staff'));
alter table "lummy"."outbox" add constraint "outbox_state_check" check ("state" in ('held', 'ready', 'sending', 'sent', 'failed', 'in_doubt', 'cancelled'));

create table "lummy"."people" ("id" uuid not null, "business_id" uuid not null, "name" text null, "created_at" timestamptz(3) not null, primary key ("id"));
alter table "lummy"."people" add constraint "people_business_id_id_unique" unique ("business_id", "id");

create table "lummy"."receipts" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "message_id" uuid not null, "action" text not null, "reasons" jsonb not null, "gates" jsonb not null, "lessons" jsonb not null, "topic_id" text null, "confidence" double precision not null, "inputs" jsonb not null, "claims" jsonb not null, "created_at" timestamptz(3) not null, primary key ("id"));
create index "receipts_business_id_conversation_id_index" on "lummy"."receipts" ("business_id", "conversation_id");
alter table "lummy"."receipts" add constraint "receipts_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."receipts" add constraint "receipts_action_check" check ("action" in ('observe', 'draft', 'answer', 'hand_over'));

create table "lummy"."refresh_tokens" ("hash" text not null, "family" text not null, "business_id" uuid not null, "teammate_id" uuid not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("hash"));
create index "refresh_tokens_family_index" on "lummy"."refresh_tokens" ("family");

create table "lummy"."teammates" ("id" uuid not null, "business_id" uuid not null, "email" text not null, "name" text not null, "role" text not null, "password_hash" text null, "confirmed_at" timestamptz(3) null, "created_at" timestamptz(3) not null, primary key ("id"));
create index "teammates_email_index" on "lummy"."teammates" ("email");
alter table "lummy"."teammates" add constraint "teammates_business_id_id_unique" unique ("business_id", "id");
alter table "lummy"."teammates" add constraint "teammates_business_id_email_unique" unique ("business_id", "email");
alter table "lummy"."teammates" add constraint "teammates_role_check" check ("role" in ('owner', 'teammate'));

create table "lummy"."topics" ("agent_id" uuid not null, "id" text not null, "business_id" uuid not null, "name" text not null, "terms" jsonb not null, "template" text not null, "volume" int not null, "agreeing" int not null, "judged" int not null, "judged_right" int not null, primary key ("agent_id", "id"));
create index "topics_business_id_id_index" on "lummy"."topics" ("business_id", "id");

create table "lummy"."topic_switches" ("agent_id" uuid not null, "topic_id" text not null, "business_id" uuid not null, "switched_on" boolean not null, "switched_by" text null, "switched_at" timestamptz(3) not null, primary key ("agent_id", "topic_id"));

create table "lummy"."users" ("id" uuid not null, "email" text not null, "password_hash" text not null, "company_name" text not null, "industry" text not null, "settings" jsonb not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));
alter table "lummy"."users" add constraint "users_email_unique" unique ("email");

create table "lummy"."voice_patterns" ("id" uuid not null, "business_id" uuid not null, "agent_id" uuid not null, "pattern_type" text not null, "pattern_data" jsonb not null, "frequency" int not null, "last_used" timestamptz(3) null, primary key ("id"));
create index "voice_patterns_business_id_agent_id_index" on "lummy"."voice_patterns" ("business_id", "agent_id");
alter table "lummy"."voice_patterns" add constraint "voice_patterns_pattern_type_check" check ("pattern_type" in ('greeting', 'closing', 'tone', 'vocabulary'));

create table "lummy"."written_replies" ("id" uuid not null, "business_id" uuid not null, "conversation_id" uuid not null, "teammate_id" uuid not null, "connector" text not null, "account" text not null, "thread" text not null, "private" boolean not null, "platform_message_id" text not null, "text" text not null, "state" text not null, "outbox_id" uuid null, "asked_at" timestamptz(3) not null, primary key ("id"));
create index "written_replies_business_id_conversation_id_index" on "lummy"."written_replies" ("business_id", "conversation_id");
create index "written_replies_open" on "lummy"."written_replies" ("asked_at") where "state" = 'asked';
alter table "lummy"."written_replies" add constraint "written_replies_platform_unique" unique ("business_id", "connector", "account", "platform_message_id");
alter table "lummy"."written_replies" add constraint "written_replies_state_check" check ("state" in ('asked', 'sent', 'note', 'listed', 'removed'));

-- Word indexes take rows in at once (fastupdate = off): the embedded database has nobody who would clear a pending list.
-- Vectors beside their rows: put away, they cost more to fetch than the planner believes, and it passes the index by.
-- https://github.com/pgvector/pgvector#why-isnt-a-query-using-an-index
alter table "lummy"."lessons" alter column "vector" set storage plain;
-- Room to count agreement in place, without a new entry in every index.
alter table "lummy"."lessons" set (fillfactor = 70);
-- The other columns beside it too: put away for the vector's size, every search would fetch them one by one.
-- https://www.postgresql.org/docs/current/sql-createtable.html#RELOPTION-TOAST-TUPLE-TARGET
alter table "lummy"."lessons" set (toast_tuple_target = 4080);

-- Tenancy: a link names the business too, so that one to another business's row cannot be inserted.
alter table "lummy"."ai_agents" add constraint "ai_agents_business_fk" foreign key ("user_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."people" add constraint "people_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."teammates" add constraint "teammates_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."inbox" add constraint "inbox_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."leases" add constraint "leases_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."claims" add constraint "claims_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."evidence" add constraint "evidence_claim_fk" foreign key ("business_id", "claim") references "lummy"."claims" ("business_id", "claim") on delete cascade;
alter table "lummy"."audit" add constraint "audit_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;

alter table "lummy"."handles" add constraint "handles_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."handles" add constraint "handles_person_fk" foreign key ("business_id", "person_id") references "lummy"."people" ("business_id", "id") on delete set null ("person_id");
alter table "lummy"."handles" add constraint "handles_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete set null ("teammate_id");
alter table "lummy"."refresh_tokens" add constraint "refresh_tokens_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete cascade;
alter table "lummy"."one_time_links" add constraint "one_time_links_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."one_time_links" add constraint "one_time_links_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete cascade;
alter table "lummy"."integrations" add constraint "integrations_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;

alter table "lummy"."conversations" add constraint "conversations_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."conversations" add constraint "conversations_person_fk" foreign key ("business_id", "person_id") references "lummy"."people" ("business_id", "id") on delete cascade;
alter table "lummy"."conversations" add constraint "conversations_assignee_fk" foreign key ("business_id", "assignee_id") references "lummy"."teammates" ("business_id", "id") on delete set null ("assignee_id");
alter table "lummy"."conversation_places" add constraint "conversation_places_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."messages" add constraint "messages_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."conversation_events" add constraint "conversation_events_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."receipts" add constraint "receipts_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."drafts" add constraint "drafts_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."outbox" add constraint "outbox_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."outbox" add constraint "outbox_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."outbox" add constraint "outbox_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete set null ("teammate_id");
alter table "lummy"."written_replies" add constraint "written_replies_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete cascade;
alter table "lummy"."written_replies" add constraint "written_replies_teammate_fk" foreign key ("business_id", "teammate_id") references "lummy"."teammates" ("business_id", "id") on delete cascade;

-- Rows of one decision may be written in any order within their transaction.
alter table "lummy"."conversation_events" add constraint "conversation_events_receipt_fk" foreign key ("business_id", "receipt_id") references "lummy"."receipts" ("business_id", "id") deferrable initially deferred;
alter table "lummy"."receipts" add constraint "receipts_message_fk" foreign key ("business_id", "message_id") references "lummy"."messages" ("business_id", "id") on delete cascade deferrable initially deferred;
alter table "lummy"."drafts" add constraint "drafts_message_fk" foreign key ("business_id", "message_id") references "lummy"."messages" ("business_id", "id") on delete cascade deferrable initially deferred;
alter table "lummy"."drafts" add constraint "drafts_receipt_fk" foreign key ("business_id", "receipt_id") references "lummy"."receipts" ("business_id", "id") on delete cascade deferrable initially deferred;
alter table "lummy"."outbox" add constraint "outbox_message_fk" foreign key ("business_id", "message_id") references "lummy"."messages" ("business_id", "id") on delete set null ("message_id") deferrable initially deferred;
alter table "lummy"."outbox" add constraint "outbox_draft_fk" foreign key ("business_id", "draft_id") references "lummy"."drafts" ("business_id", "id") on delete set null ("draft_id") deferrable initially deferred;
alter table "lummy"."written_replies" add constraint "written_replies_outbox_fk" foreign key ("business_id", "outbox_id") references "lummy"."outbox" ("business_id", "id") on delete set null ("outbox_id") deferrable initially deferred;

alter table "lummy"."learning_data" add constraint "learning_data_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."learning_data" add constraint "learning_data_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete set null ("conversation_id");
alter table "lummy"."lessons" add constraint "lessons_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."lessons" add constraint "lessons_conversation_fk" foreign key ("business_id", "conversation_id") references "lummy"."conversations" ("business_id", "id") on delete set null ("conversation_id");
alter table "lummy"."topics" add constraint "topics_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."topic_switches" add constraint "topic_switches_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."voice_patterns" add constraint "voice_patterns_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."imports" add constraint "imports_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;
alter table "lummy"."imported_ids" add constraint "imported_ids_import_fk" foreign key ("business_id", "import_id") references "lummy"."imports" ("business_id", "id") on delete cascade;

-- Facts for reports are never changed; they go only with their conversation or business.
create function "lummy"."refuse_change"() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not (
    exists (select from "lummy"."conversations" where "id" = old."conversation_id")
    and exists (select from "lummy"."users" where "id" = old."business_id")
  ) then
    return old;
  end if;
  raise exception 'conversation_events is append-only' using errcode = 'restrict_violation';
end $$;
create trigger "conversation_events_append_only" before update or delete on "lummy"."conversation_events"
  for each row execute function "lummy"."refuse_change"();

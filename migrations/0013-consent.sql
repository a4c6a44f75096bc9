-- Who said STOP, and how fast each number may send.
create table "lummy"."opt_outs" ("business_id" uuid not null, "handle" text not null, "stopped_at" timestamptz(3) null, primary key ("business_id", "handle"));
create table "lummy"."paces" ("business_id" uuid not null, "key" text not null, "free_at" timestamptz(3) not null, primary key ("business_id", "key"));
alter table "lummy"."opt_outs" add constraint "opt_outs_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."paces" add constraint "paces_business_fk" foreign key ("business_id") references "lummy"."users" ("id") on delete cascade;
alter table "lummy"."conversation_events" drop constraint "conversation_events_type_check";
alter table "lummy"."conversation_events" add constraint "conversation_events_type_check" check ("type" in ('arrived', 'draft_made', 'draft_shown', 'draft_approved', 'draft_edited', 'draft_rejected', 'draft_withdrawn', 'sent', 'undone', 'delivered', 'failed', 'in_doubt', 'first_answer', 'taken', 'released', 'resolved', 'reopened', 'handed_over', 'noted', 'lesson_learned', 'model_used', 'assigned', 'snoozed', 'woken', 'kind_changed', 'merged', 'unmerged', 'split', 'follow_up_set', 'follow_up_due', 'target_missed', 'acknowledged', 'lead_changed', 'opted_out', 'opted_in', 'call_began', 'call_interrupted', 'call_not_taken', 'call_spoken', 'call_broke', 'call_ended', 'call_wants_text'));
alter table "lummy"."conversations" drop constraint "conversations_resolved_by_check";
alter table "lummy"."conversations" add constraint "conversations_resolved_by_check" check ("resolved_by" in ('customer', 'teammate', 'quiet', 'stop'));

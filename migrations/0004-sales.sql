-- What is known of somebody who may buy: slots, how near they are to buying, why.
alter table "lummy"."conversations" add column "lead" jsonb null;
alter table "lummy"."conversation_events" drop constraint "conversation_events_type_check";
alter table "lummy"."conversation_events" add constraint "conversation_events_type_check" check ("type" in ('arrived', 'draft_made', 'draft_shown', 'draft_approved', 'draft_edited', 'draft_rejected', 'draft_withdrawn', 'sent', 'undone', 'delivered', 'failed', 'in_doubt', 'first_answer', 'taken', 'released', 'resolved', 'reopened', 'handed_over', 'noted', 'lesson_learned', 'model_used', 'assigned', 'snoozed', 'woken', 'kind_changed', 'merged', 'unmerged', 'split', 'follow_up_set', 'follow_up_due', 'target_missed', 'acknowledged', 'lead_changed'));

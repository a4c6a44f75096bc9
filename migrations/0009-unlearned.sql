-- What a conversation taught is found by it, so that it can be unlearned.
create index "learning_data_business_id_conversation_id_index" on "lummy"."learning_data" ("business_id", "conversation_id");

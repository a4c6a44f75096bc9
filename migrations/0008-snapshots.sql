-- What a refit made of an agent's learning log: kept so that nobody has to fold the log from its beginning. At most one an agent.
create table "lummy"."snapshots" ("business_id" uuid not null, "agent_id" uuid not null, "at" int not null, "engine" text not null, "bytes" bytea not null, "created_at" timestamptz(3) not null, primary key ("agent_id"));
alter table "lummy"."snapshots" add constraint "snapshots_agent_fk" foreign key ("business_id", "agent_id") references "lummy"."ai_agents" ("user_id", "id") on delete cascade;

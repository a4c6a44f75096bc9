-- Erasing: what stands where a person was, and what an erasure still owes; events lose words, and nothing else.
alter table "lummy"."people"
  add column "erased_at" timestamptz(3) null,
  add column "erased_by" text null,
  add column "erasing" jsonb null;
create index "people_erasing" on "lummy"."people" ("erased_at") where "erasing" is not null;
alter table "lummy"."conversations" add column "erased_at" timestamptz(3) null;

create or replace function "lummy"."refuse_change"() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not (
    exists (select from "lummy"."conversations" where "id" = old."conversation_id")
    and exists (select from "lummy"."users" where "id" = old."business_id")
  ) then
    return old;
  end if;
  -- Words may be taken out of it, in a transaction that says that this is what it does; that it happened stays.
  if tg_op = 'UPDATE' and current_setting('lummy.erasing', true) = 'on'
    and to_jsonb(new) - 'data' = to_jsonb(old) - 'data' then
    return new;
  end if;
  raise exception 'conversation_events is append-only' using errcode = 'restrict_violation';
end $$;

-- How much a draft reads like this business, 0-100; null where too little was known to tell.
alter table "lummy"."drafts" add column "voice_score" int null;

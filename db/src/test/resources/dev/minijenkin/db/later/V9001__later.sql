-- A change of a table that everybody uses.

set local role mj_owner;

alter table jobs add column later text;

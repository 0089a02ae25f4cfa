-- What was worked out from laboratory values, and the family: coded, with no place for a sentence or a name.
ALTER TABLE "screening" ADD COLUMN "family" JSONB,
ADD COLUMN "early_sample" BOOLEAN,
ADD COLUMN "acth_twice_limit" BOOLEAN;

ALTER TABLE "screening"
    ADD CONSTRAINT "screening_family_coded" CHECK (
        jsonb_typeof("family") = 'object'
        AND NOT jsonb_path_exists("family", '$.** ? (@.type() == "string" && !(@ like_regex "^[a-z-]{1,24}$"))')
        AND NOT jsonb_path_exists("family", '$.** ? (@.type() == "number")')
    );

-- Tables, indexes and foreign keys as Prisma's diff writes them; checks, triggers and the first site by hand.

CREATE TABLE "site" (
    "id" TEXT NOT NULL,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "site_id_form" CHECK ("id" ~ '^[a-z0-9-]{1,40}$')
);

CREATE TABLE "screening" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY,
    "code" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    "follows" TEXT,
    "year" SMALLINT NOT NULL,
    "rules" TEXT NOT NULL,
    "checklist" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "age" TEXT NOT NULL,
    "gestation" TEXT,
    "weight_z" DECIMAL(3,1),
    "length_z" DECIMAL(3,1),
    "head_z" DECIMAL(3,1),
    "observed" TEXT[] NOT NULL,
    "excluded" TEXT[] NOT NULL,
    "origin" JSONB,
    "variant" JSONB,
    "steroids" BOOLEAN,
    "surgery_planned" BOOLEAN,
    "letter_i" TEXT NOT NULL,
    "letter_m" TEXT NOT NULL,
    "letter_a" TEXT NOT NULL,
    "letter_ge" TEXT NOT NULL,
    "match" TEXT NOT NULL,
    "flag" TEXT,
    "molecular" TEXT,
    "assessment" JSONB NOT NULL,

    CONSTRAINT "screening_pkey" PRIMARY KEY ("id"),
    -- Crockford's base32 has no I, L, O and U; the check symbol is verified where codes are read.
    CONSTRAINT "screening_code_form" CHECK ("code" ~ '^IS-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
    CONSTRAINT "screening_follows_another" CHECK ("follows" <> "code"),
    CONSTRAINT "screening_year_plausible" CHECK ("year" BETWEEN 2000 AND 2199),
    CONSTRAINT "screening_versions_form" CHECK (
        "rules" ~ '^[0-9A-Za-z.+-]{1,40}$' AND "checklist" ~ '^[0-9A-Za-z.+-]{1,40}$' AND "engine" ~ '^[0-9A-Za-z.+-]{1,40}$'
    ),
    CONSTRAINT "screening_sex_known" CHECK ("sex" IN ('female', 'male', 'undetermined', 'unknown')),
    CONSTRAINT "screening_age_known" CHECK (
        "age" IN ('newborn', 'infant', 'toddler', 'preschool', 'child', 'youth', 'adult', 'unknown')
    ),
    CONSTRAINT "screening_gestation_known" CHECK (
        "gestation" IN ('extremely-preterm', 'very-preterm', 'moderate-preterm', 'term', 'post-term', 'unknown')
    ),
    CONSTRAINT "screening_z_range" CHECK (
        "weight_z" BETWEEN -9.9 AND 9.9 AND "length_z" BETWEEN -9.9 AND 9.9 AND "head_z" BETWEEN -9.9 AND 9.9
    ),
    -- Feature ids only: an array is no place for a sentence.
    CONSTRAINT "screening_features_form" CHECK (
        array_to_string("observed", ',', ' ') ~ '^[a-z0-9,-]*$' AND array_to_string("excluded", ',', ' ') ~ '^[a-z0-9,-]*$'
    ),
    CONSTRAINT "screening_features_apart" CHECK (NOT "observed" && "excluded"),
    CONSTRAINT "screening_objects" CHECK (
        jsonb_typeof("origin") = 'object' AND jsonb_typeof("variant") = 'object' AND jsonb_typeof("assessment") = 'object'
    ),
    CONSTRAINT "screening_letters_known" CHECK (
        "letter_i" IN ('met', 'supported', 'not-met', 'unknown', 'not-applicable')
        AND "letter_m" IN ('met', 'supported', 'not-met', 'unknown', 'not-applicable')
        AND "letter_a" IN ('met', 'supported', 'not-met', 'unknown', 'not-applicable')
        AND "letter_ge" IN ('met', 'supported', 'not-met', 'unknown', 'not-applicable')
    ),
    CONSTRAINT "screening_match_known" CHECK (
        "match" IN ('all-letters', 'core-pair', 'partial', 'few-letters', 'insufficient')
    ),
    CONSTRAINT "screening_flag_known" CHECK ("flag" IN ('amber', 'red')),
    CONSTRAINT "screening_molecular_form" CHECK ("molecular" ~ '^[a-z0-9-]{1,60}$')
);

CREATE TABLE "audit_event" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT,
    "action" TEXT NOT NULL,
    "screening_code" TEXT,
    "site_id" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "idempotency" (
    "site_id" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("site_id","key_hash")
);

CREATE UNIQUE INDEX "screening_code_key" ON "screening"("code");
CREATE INDEX "screening_site_id_id_idx" ON "screening"("site_id", "id" DESC);
CREATE INDEX "screening_site_id_match_id_idx" ON "screening"("site_id", "match", "id" DESC);
CREATE INDEX "screening_site_id_flag_id_idx" ON "screening"("site_id", "flag", "id" DESC);
CREATE INDEX "screening_site_id_letter_a_id_idx" ON "screening"("site_id", "letter_a", "id" DESC);
CREATE INDEX "screening_follows_idx" ON "screening"("follows");
CREATE INDEX "screening_observed_idx" ON "screening" USING GIN ("observed");
CREATE INDEX "screening_excluded_idx" ON "screening" USING GIN ("excluded");
CREATE INDEX "audit_event_site_id_id_idx" ON "audit_event"("site_id", "id" DESC);
CREATE INDEX "audit_event_screening_code_idx" ON "audit_event"("screening_code");
CREATE INDEX "idempotency_expires_at_idx" ON "idempotency"("expires_at");

ALTER TABLE "screening" ADD CONSTRAINT "screening_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "screening" ADD CONSTRAINT "screening_follows_fkey"
    FOREIGN KEY ("follows") REFERENCES "screening"("code") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A statement trigger refuses even where no row would be touched.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: its rows are written once', TG_OP, TG_TABLE_NAME USING ERRCODE = '55000';
END
$$;

CREATE TRIGGER "screening_written_once" BEFORE UPDATE ON "screening"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The site of everyone until there are accounts.
INSERT INTO "site" ("id") VALUES ('local');

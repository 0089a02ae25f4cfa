-- What became of a child, as colleagues saw it: appended, coded, and where each screening stands by it. Who and when are
-- in the audit trail alone. Tables, indexes and keys as Prisma's diff writes them; checks, triggers and grants by hand.

CREATE TABLE "review" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY,
    "site_id" TEXT NOT NULL,
    "screening_id" BIGINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "verdict" TEXT NOT NULL,
    "gene" TEXT,
    "class" TEXT,
    "condition" TEXT,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_verdict_known" CHECK ("verdict" IN ('confirmed', 'other-condition', 'not-image', 'lost', 'undecided')),
    CONSTRAINT "review_gene_form" CHECK ("gene" ~ '^[A-Za-z0-9]{1,10}$'),
    CONSTRAINT "review_class_known" CHECK ("class" IN ('pathogenic', 'likely-pathogenic')),
    CONSTRAINT "review_condition_form" CHECK ("condition" ~ '^OMIM:[0-9]{6}$'),
    CONSTRAINT "review_parts_fit" CHECK (
        ("gene" IS NOT NULL) = ("verdict" = 'confirmed') AND ("class" IS NOT NULL) = ("verdict" = 'confirmed')
        AND ("condition" IS NOT NULL) = ("verdict" = 'other-condition')
    )
);

CREATE TABLE "standing" (
    "screening_id" BIGINT NOT NULL,
    "site_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL DEFAULT 'none',

    CONSTRAINT "standing_pkey" PRIMARY KEY ("screening_id"),
    CONSTRAINT "standing_verdict_known" CHECK (
        "verdict" IN ('none', 'confirmed', 'other-condition', 'not-image', 'lost', 'undecided', 'disputed')
    )
);

CREATE INDEX "review_screening_id_idx" ON "review"("screening_id");
CREATE INDEX "standing_site_id_verdict_screening_id_idx" ON "standing"("site_id", "verdict", "screening_id" DESC);
CREATE INDEX "screening_site_id_sex_id_idx" ON "screening"("site_id", "sex", "id" DESC);
CREATE INDEX "screening_site_id_age_id_idx" ON "screening"("site_id", "age", "id" DESC);
CREATE INDEX "screening_site_id_letter_i_id_idx" ON "screening"("site_id", "letter_i", "id" DESC);
CREATE INDEX "screening_site_id_letter_m_id_idx" ON "screening"("site_id", "letter_m", "id" DESC);
CREATE INDEX "screening_site_id_letter_ge_id_idx" ON "screening"("site_id", "letter_ge", "id" DESC);
-- When somebody was here last is read from the trail.
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor", "id" DESC);

ALTER TABLE "review" ADD CONSTRAINT "review_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "review" ADD CONSTRAINT "review_screening_id_fkey"
    FOREIGN KEY ("screening_id") REFERENCES "screening"("id") ON DELETE CASCADE ON UPDATE RESTRICT;
ALTER TABLE "review" ADD CONSTRAINT "review_audit_id_fkey"
    FOREIGN KEY ("audit_id") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "standing" ADD CONSTRAINT "standing_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "standing" ADD CONSTRAINT "standing_screening_id_fkey"
    FOREIGN KEY ("screening_id") REFERENCES "screening"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

CREATE TRIGGER "review_written_once" BEFORE UPDATE ON "review"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Both go with an erased screening, which is the tables' owner's doing.
GRANT SELECT, INSERT ON "review", "standing" TO "image_screen_app";
GRANT UPDATE ("verdict") ON "standing" TO "image_screen_app";

ALTER TABLE "review" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "review_own_site" ON "review" USING ("site_id" = (SELECT current_setting('app.site', true)));
ALTER TABLE "standing" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "standing_own_site" ON "standing" USING ("site_id" = (SELECT current_setting('app.site', true)));

-- Every screening stands somewhere from its first moment, so that a list can ask for those that nobody has reviewed.
CREATE FUNCTION "screening_stands"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO standing (screening_id, site_id) SELECT id, site_id FROM saved;
    RETURN NULL;
END
$$;
CREATE TRIGGER "screening_stands" AFTER INSERT ON "screening"
    REFERENCING NEW TABLE AS saved FOR EACH STATEMENT EXECUTE FUNCTION "screening_stands"();
INSERT INTO "standing" ("screening_id", "site_id") SELECT "id", "site_id" FROM "screening";

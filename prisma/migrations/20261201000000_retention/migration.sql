-- How long a site keeps its screenings, and what it has published of them. Tables and keys as Prisma's diff writes them;
-- checks, triggers and grants by hand.

ALTER TABLE "site" ADD COLUMN "retention_from" SMALLINT,
    ADD COLUMN "retention_years" SMALLINT,
    ADD CONSTRAINT "site_retention_plausible" CHECK ("retention_years" BETWEEN 1 AND 100 AND "retention_from" BETWEEN 2000 AND 2199),
    ADD CONSTRAINT "site_retention_whole" CHECK (("retention_years" IS NULL) = ("retention_from" IS NULL));

CREATE TABLE "edition" (
    "site_id" TEXT NOT NULL,
    "to_year" SMALLINT NOT NULL,
    "from_year" SMALLINT NOT NULL,
    "form" TEXT NOT NULL,
    "least" SMALLINT NOT NULL,
    "children" INTEGER NOT NULL,
    "shown" JSONB NOT NULL,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("site_id","to_year"),
    CONSTRAINT "edition_form_form" CHECK ("form" ~ '^[0-9.]{1,10}$'),
    CONSTRAINT "edition_years_follow" CHECK ("from_year" <= "to_year"),
    CONSTRAINT "edition_least_plausible" CHECK ("least" >= 5 AND "children" >= 2 * "least"),
    CONSTRAINT "edition_shown_object" CHECK (jsonb_typeof("shown") = 'object')
);

ALTER TABLE "edition" ADD CONSTRAINT "edition_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What has left the site stays as it left: made anew, it would tell by the difference whom it no longer counts.
CREATE TRIGGER "edition_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE ON "edition"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

GRANT SELECT, INSERT ON "edition" TO "image_screen_app";
GRANT UPDATE ("retention_from", "retention_years") ON "site" TO "image_screen_app";

ALTER TABLE "edition" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "edition_own_site" ON "edition" USING ("site_id" = (SELECT current_setting('app.site', true)));

-- The daily sweep belongs to no site: it has to learn first which of them ask for it.
CREATE POLICY "site_swept" ON "site" FOR SELECT USING ("retention_years" IS NOT NULL AND (SELECT current_setting('app.sweep', true)) = 'retention');

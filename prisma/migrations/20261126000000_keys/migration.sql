-- Keys of a site for programs. Table and keys as Prisma's diff writes them; checks, grants and policies by hand.

CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    "membership_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_on" DATE,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id"),
    -- It stands in the audit trail in a member's place.
    CONSTRAINT "api_key_id_form" CHECK ("id" ~ '^[0-9a-f-]{36}$'),
    CONSTRAINT "api_key_name_form" CHECK (char_length("name") BETWEEN 1 AND 60 AND "name" !~ '[[:cntrl:]]'),
    CONSTRAINT "api_key_scope_known" CHECK ("scope" IN ('read', 'write')),
    CONSTRAINT "api_key_hash_form" CHECK ("hash" ~ '^[0-9a-f]{64}$')
);

CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");
CREATE INDEX "api_key_site_id_idx" ON "api_key"("site_id");

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_membership_id_fkey"
    FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Nobody gives a key more than it was made with, and its name stays behind the audit trail.
GRANT SELECT, INSERT ON "api_key" TO "image_screen_app";
GRANT UPDATE ("last_used_on", "revoked_at") ON "api_key" TO "image_screen_app";

ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "api_key_own_site" ON "api_key" USING ("site_id" = (SELECT current_setting('app.site', true)));
-- Whose key it is has to be found before its site is known, by whoever has it.
CREATE POLICY "api_key_own" ON "api_key" FOR SELECT USING ("hash" = (SELECT current_setting('app.key', true)));

-- Accounts, the plain role of the application, row-level security and the chain of the audit trail. Tables and keys as
-- Prisma's diff writes them; roles, checks, policies, functions and triggers by hand.

ALTER TABLE "site" ADD COLUMN "name" TEXT,
    ADD CONSTRAINT "site_name_form" CHECK (char_length("name") BETWEEN 1 AND 100 AND "name" !~ '[[:cntrl:]]');

CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "two_factor_enabled" BOOLEAN DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "user_email_form" CHECK ("email" = lower("email") AND char_length("email") BETWEEN 3 AND 254),
    CONSTRAINT "user_without_picture" CHECK ("image" IS NULL)
);

CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "session_without_address" CHECK ("ip_address" = ''),
    -- A family of browsers, never the whole string.
    CONSTRAINT "session_browser_known" CHECK (
        "user_agent" IN ('Firefox', 'Chrome', 'Edge', 'Safari', 'Opera', 'Samsung Internet', 'other')
    )
);

CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_provider_known" CHECK ("provider_id" IN ('credential', 'hospital')),
    CONSTRAINT "account_password_hashed" CHECK ("password" LIKE '$argon2id$%'),
    CONSTRAINT "account_without_tokens" CHECK ("access_token" IS NULL AND "refresh_token" IS NULL AND "id_token" IS NULL)
);

CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "two_factor" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "verified" BOOLEAN DEFAULT true,
    "failed_verification_count" INTEGER DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "membership" (
    "id" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "membership_name_form" CHECK (char_length("name") BETWEEN 1 AND 100 AND "name" !~ '[[:cntrl:]]'),
    CONSTRAINT "membership_email_form" CHECK ("email" = lower("email") AND char_length("email") BETWEEN 3 AND 254),
    CONSTRAINT "membership_role_known" CHECK ("role" IN ('clinician', 'reviewer', 'admin')),
    CONSTRAINT "membership_state_known" CHECK ("state" IN ('invited', 'active', 'removed')),
    CONSTRAINT "membership_active_has_account" CHECK (("state" = 'active') = ("user_id" IS NOT NULL))
);

CREATE TABLE "access_link" (
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "site_id" TEXT,
    "membership_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_link_pkey" PRIMARY KEY ("hash"),
    CONSTRAINT "access_link_hash_form" CHECK ("hash" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "access_link_kind_known" CHECK ("kind" IN ('set-up', 'join', 'reset')),
    CONSTRAINT "access_link_of_somebody" CHECK (
        ("kind" = 'set-up') = ("membership_id" IS NULL) AND ("membership_id" IS NULL) = ("site_id" IS NULL)
    )
);

CREATE TABLE "attempt" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("key"),
    -- What kind it is and a keyed hash, never an address or a name.
    CONSTRAINT "attempt_key_form" CHECK ("key" ~ '^[a-z-]{1,30}:[0-9a-f]{64}$')
);

CREATE UNIQUE INDEX "user_email_key" ON "user"("email");
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");
CREATE INDEX "session_user_id_idx" ON "session"("user_id");
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");
CREATE INDEX "account_user_id_idx" ON "account"("user_id");
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");
CREATE INDEX "verification_expires_at_idx" ON "verification"("expires_at");
CREATE INDEX "two_factor_user_id_idx" ON "two_factor"("user_id");
CREATE UNIQUE INDEX "membership_user_id_key" ON "membership"("user_id");
-- A removed membership keeps its name; whoever is invited again gets a new one.
CREATE UNIQUE INDEX "membership_site_id_email_key" ON "membership"("site_id", "email") WHERE "state" <> 'removed';
CREATE INDEX "membership_site_id_idx" ON "membership"("site_id");
CREATE INDEX "access_link_membership_id_idx" ON "access_link"("membership_id");
CREATE INDEX "attempt_ends_at_idx" ON "attempt"("ends_at");

ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE RESTRICT;
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE RESTRICT;
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE RESTRICT;
ALTER TABLE "membership" ADD CONSTRAINT "membership_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE RESTRICT;
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_membership_id_fkey"
    FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- An erased screening may have follow-ups: their reference stays, and leads nowhere.
ALTER TABLE "screening" DROP CONSTRAINT "screening_follows_fkey";

-- The audit trail: numbered without a gap, each line with the hash of the one before.
ALTER TABLE "audit_event"
    ALTER COLUMN "id" DROP IDENTITY,
    ALTER COLUMN "site_id" DROP NOT NULL,
    ADD COLUMN "subject" TEXT,
    ADD COLUMN "previous" TEXT,
    ADD COLUMN "hash" TEXT,
    ADD CONSTRAINT "audit_event_action_form" CHECK ("action" ~ '^[a-z-]{1,30}$'),
    -- No field has room for a sentence.
    ADD CONSTRAINT "audit_event_members_form" CHECK ("actor" ~ '^[0-9a-f-]{36}$' AND "subject" ~ '^[0-9a-f-]{36}$'),
    ADD CONSTRAINT "audit_event_code_form" CHECK ("screening_code" ~ '^IS-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
    ADD CONSTRAINT "audit_event_of_a_site" CHECK ("site_id" IS NOT NULL OR "action" IN ('sign-in-failed', 'sign-in-locked', 'site-link'));

CREATE TABLE "audit_head" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "id" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("one"),
    CONSTRAINT "audit_head_one" CHECK ("one")
);
INSERT INTO "audit_head" ("id", "hash") VALUES (0, repeat('0', 64));

-- Every field with its length in bytes before it, so that no two lines read the same; a missing one is a dash.
CREATE FUNCTION "audit_hash"("line" "audit_event") RETURNS TEXT LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(string_agg(coalesce(octet_length(field) || ':' || field, '-'), ',' ORDER BY place), 'UTF8')), 'hex')
    FROM unnest(ARRAY[
        line.previous,
        line.id::text,
        to_char(line.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        line.actor,
        line.action,
        line.subject,
        line.screening_code,
        line.site_id
    ]) WITH ORDINALITY AS fields(field, place)
$$;

CREATE FUNCTION "audit_event_chain"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- The lock on the head is held to the end of the transaction: numbers follow the order of the commits.
    SELECT head.id + 1, head.hash INTO NEW.id, NEW.previous FROM audit_head AS head FOR UPDATE;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_head SET id = NEW.id, hash = NEW.hash;
    RETURN NEW;
END
$$;

-- Lines from before the chain are numbered and bound in their order.
ALTER TABLE "audit_event" DISABLE TRIGGER "audit_event_append_only";
DO $$
DECLARE
    line audit_event;
    old BIGINT;
    number BIGINT := 0;
    last TEXT := repeat('0', 64);
BEGIN
    FOR line IN SELECT * FROM audit_event ORDER BY id LOOP
        old := line.id;
        number := number + 1;
        line.id := number;
        line.previous := last;
        last := audit_hash(line);
        UPDATE audit_event SET id = number, previous = line.previous, hash = last WHERE id = old;
    END LOOP;
    UPDATE audit_head SET id = number, hash = last;
END
$$;
ALTER TABLE "audit_event" ENABLE TRIGGER "audit_event_append_only";
ALTER TABLE "audit_event" ALTER COLUMN "previous" SET NOT NULL, ALTER COLUMN "hash" SET NOT NULL;

CREATE TRIGGER "audit_event_chain" BEFORE INSERT ON "audit_event"
    FOR EACH ROW EXECUTE FUNCTION "audit_event_chain"();

-- The application's role owns nothing, and passes neither triggers nor policies. The embedded server has made it already;
-- on another one whoever migrates makes it, or finds it made by the server's administrator.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'image_screen_app') THEN
        CREATE ROLE "image_screen_app" NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        EXECUTE format('GRANT "image_screen_app" TO %I', current_user);
    END IF;
END
$$;

GRANT SELECT, INSERT, DELETE ON "screening" TO "image_screen_app";
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency" TO "image_screen_app";
GRANT SELECT, INSERT ON "site" TO "image_screen_app";
GRANT UPDATE ("name") ON "site" TO "image_screen_app";
GRANT SELECT, INSERT, UPDATE ON "membership" TO "image_screen_app";
GRANT SELECT ON "audit_event" TO "image_screen_app";
GRANT INSERT ("at", "actor", "action", "subject", "screening_code", "site_id") ON "audit_event" TO "image_screen_app";
GRANT SELECT, INSERT, UPDATE, DELETE ON "user", "session", "account", "verification", "two_factor", "access_link", "attempt" TO "image_screen_app";
REVOKE ALL ON FUNCTION "audit_event_chain"() FROM PUBLIC;

-- The site of the request, set for its transaction alone; without it no row is there.
ALTER TABLE "site" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "site_own" ON "site" USING ("id" = (SELECT current_setting('app.site', true)));

ALTER TABLE "screening" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "screening_own_site" ON "screening" USING ("site_id" = (SELECT current_setting('app.site', true)));

ALTER TABLE "idempotency" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "idempotency_own_site" ON "idempotency" USING ("site_id" = (SELECT current_setting('app.site', true)));

ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "membership_own_site" ON "membership" USING ("site_id" = (SELECT current_setting('app.site', true)));
-- Who somebody is has to be found before their site is known.
CREATE POLICY "membership_own" ON "membership" FOR SELECT USING ("user_id" = (SELECT current_setting('app.user', true)));

ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "audit_event_own_site" ON "audit_event"
    USING ("site_id" IS NULL OR "site_id" = (SELECT current_setting('app.site', true)));

-- A database of its own and the two roles of IMAGe Screen, for a PostgreSQL of the hospital's, run once by its administrator:
--   DATABASE_PASSWORD=… psql --username=postgres --file=docs/deploy/database.sql
-- and by the container of compose.yaml at its first start. psql 15 or later.
\set ON_ERROR_STOP on
\getenv password DATABASE_PASSWORD

-- What the application works as: it owns nothing, and row-level security holds for it.
CREATE ROLE image_screen_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
-- What it connects as: it owns the tables of this one database, which it brings up to date at the start.
CREATE ROLE image_screen LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
GRANT image_screen_app TO image_screen;

-- Whoever is no superuser may give a database to a role of their own only.
GRANT image_screen TO CURRENT_USER;
CREATE DATABASE screening OWNER image_screen ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE screening FROM PUBLIC;

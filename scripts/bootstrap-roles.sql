-- Makes the two roles of this system on a PostgreSQL server of your own (15 or later), and its database.
-- Run once as a superuser, again to change the passwords; nothing else is touched:
--
--   psql "postgres://postgres@db.example.org/postgres" -v ON_ERROR_STOP=1 \
--        -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" -v database=zero_run \
--        -f scripts/bootstrap-roles.sql
--
-- Then start with
--   DATABASE_OWNER_URL=postgres://zero_run_owner:<owner password>@db.example.org/zero_run   (migrations only)
--   DATABASE_URL=postgres://zero_run_app:<app password>@db.example.org/zero_run             (the service)
--
-- 在自备的 PostgreSQL（15 及以上）上建立两个角色和数据库：属主角色只用于迁移，应用角色只用于服务，可重复执行。

SELECT format('CREATE ROLE %I', role) AS statement
FROM (VALUES ('zero_run_owner'), ('zero_run_app')) AS wanted (role)
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role)
\gexec

-- The owner makes tables, never bypasses row-level security, and may make databases (the tests do).
ALTER ROLE zero_run_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
-- The app only logs in; what it may read and write is granted table by table in the migrations.
ALTER ROLE zero_run_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';

SELECT format('CREATE DATABASE %I OWNER zero_run_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8''', :'database')
  AS statement
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = :'database')
\gexec

-- Only the owner makes temporary tables: one that bears the name of a table of ours would be found before it.
REVOKE TEMPORARY ON DATABASE :"database" FROM PUBLIC;

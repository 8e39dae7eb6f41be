#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own: a cluster in a temporary folder, on a free
# loopback port, gone when the command ends. The command finds its URL in VROEGTEKEN_TEST_POSTGRES;
# where that is set already, that server is used.
# Usage: scripts/with-postgres.sh COMMAND [ARGUMENT…]
set -euo pipefail

[ -n "${VROEGTEKEN_TEST_POSTGRES:-}" ] && exec "$@"

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort | tail -n 1) # Debian 12 brings 15
folder=$(mktemp -d /tmp/vroegteken-postgres.XXXXXX)
as_server_user() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
end() {
  as_server_user "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
printf '%s' "$password" >"$folder/password"
if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$folder"; fi

as_server_user "$bin/initdb" --pgdata "$folder/data" --username vroegteken --pwfile "$folder/password" \
  --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 200
CONF
# The bench measures what waits for the disk too.
[ -n "${POSTGRES_DURABLE:-}" ] || cat >>"$folder/data/postgresql.conf" <<CONF
# A test cluster is thrown away: nothing has to survive a power cut.
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
if ! as_server_user "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --silent --wait start; then
  cat "$folder/log" >&2
  exit 1
fi

export VROEGTEKEN_TEST_POSTGRES="postgres://vroegteken:$password@127.0.0.1:$port/postgres"
"$@"

#!/usr/bin/env bash
# P11 and P1 with the real programs: kill -9 of the server, again and again,
# under mixed load. Every acknowledged write is there, the tree verifies, and
# the workstation's own witness finds the history it knew.
#
#   kill_test.sh BIN_DIR [KILLS]
#
# shellcheck disable=SC2317  # Functions run in the background.
set -euo pipefail

bin=$(realpath -e "${1:?the folder with sceaud and sceau}")
kills=${2:-50}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
group=alencon-jeunesse
domain=kill.example
server=
trap '[[ -z $server ]] || kill -9 "$server" 2>/dev/null; rm -rf "$work"' EXIT
umask 077
export LANG=C.UTF-8

"$root/deploy/pki" init "$work/pki" --trust-domain "$domain" >/dev/null
"$root/deploy/pki" server "$work/pki" sceaud >/dev/null
declare -A person=([admin]=commune-alencon/admin
  [officer]=conseil-departemental/officer [one]=prefecture/one
  [two]=commune-alencon/two [coordinator]=commune-alencon/coordinator)
for who in "${person[@]}"; do
  "$root/deploy/pki" member "$work/pki" "${who%/*}" "${who#*/}" >/dev/null
done
cert() { printf '%s/pki/members/%s/cert.pem' "$work" "${person[$1]}"; }

port=$((20000 + RANDOM % 20000))
mkdir -p "$work/data" "$work/keys" "$work/checkpoints"
cat >"$work/sceaud.textproto" <<TEXT
trust_domain: "$domain"
listen_address: "127.0.0.1:$port"
tls {
  certificate_file: "$work/pki/servers/sceaud.pem"
  key_file: "$work/pki/servers/sceaud.key"
  client_ca_file: "$work/pki/ca.pem"
}
groups {
  id: "$group"
  data_dir: "$work/data/$group"
  checkpoint_file: "$work/checkpoints/$group"
  root_key_file: "$work/keys/$group"
}
TEXT
"$bin/sceaud" group create --config "$work/sceaud.textproto" --group "$group" \
  --charter "$root/policy/charters/alencon-jeunesse.textproto" \
  --admin "$(cert admin)" --officer "$(cert officer)" --copilot "$(cert one)" \
  --copilot "$(cert two)" --coordinator "$(cert coordinator)" >"$work/group.out"
journal_key=$(grep -o -m1 "$domain/$group/journal+[0-9a-f]*+[A-Za-z0-9+/=]*" \
  "$work/group.out")

start() {
  "$bin/sceaud" serve --config "$work/sceaud.textproto" \
    >>"$work/server.out" 2>>"$work/server.err" &
  server=$!
  for _ in {1..200}; do
    if as 0 whoami >/dev/null 2>&1; then return; fi
    [[ -d /proc/$server ]] || break
    sleep 0.05
  done
  tail -n 5 "$work/server.err" >&2
  echo "the server did not come back" >&2
  exit 1
}

# as N COMMAND...: the coordinator at workstation N (each is a witness).
as() {
  local profile=$work/profile$1
  shift
  "$bin/sceau" --profile "$profile" "$@" </dev/null
}
for n in 0 1 2 3; do
  mkdir -p "$work/profile$n"
  cp "$work/pki/members/${person[coordinator]}/cert.pem" \
    "$work/pki/members/${person[coordinator]}/key.pem" "$work/pki/ca.pem" \
    "$work/profile$n/"
  cat >"$work/profile$n/profile.json" <<TEXT
{"server": "127.0.0.1:$port", "server_name": "localhost", "group": "$group",
 "authority": "ca.pem", "certificate": "cert.pem", "key": "key.pem",
 "journal_key": "$journal_key", "journal_origin": "$domain/$group/journal"}
TEXT
done

# Writes and reads until the server is gone; every acknowledged case is noted.
load() {
  local n=$1 id i=0
  while true; do
    i=$((i + 1))
    id=$(as "$n" --json case create --nom "KILL" --prenom "Essai" \
      --naissance 04/03/2008 --motif SCHOOL_DROPOUT 2>/dev/null |
      grep -o -m1 '/cases/[a-z0-9]*' || true)
    [[ -n $id ]] || return 0
    printf '%s\n' "${id##*/}" >>"$work/acknowledged.$n"
    as "$n" case show "${id##*/}" >/dev/null 2>&1 || return 0
  done
}

# All case ids the server knows, a page after the other.
list_all() {
  local token='' page
  while true; do
    page=$(as 0 --json case list ${token:+--suite "$token"})
    grep -o '/cases/[a-z0-9]*' <<<"$page" | sed 's|.*/||' || true
    token=$(sed -n 's/.*"nextPageToken": *"\([^"]*\)".*/\1/p' <<<"$page")
    [[ -n $token ]] || return 0
  done
}

start
as 0 charter sign --yes >/dev/null
touch "$work"/acknowledged.{1,2,3}
for ((round = 1; round <= kills; ++round)); do
  for n in 1 2 3; do load "$n" & done
  loads=$(jobs -p | grep -v "^$server\$" || true)
  # Long enough for a program to start and be answered, whatever the machine.
  sleep "$((1 + RANDOM % 2)).$((RANDOM % 10))"
  kill -9 "$server"
  # shellcheck disable=SC2086
  wait $loads 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  start
done

sort -u "$work"/acknowledged.* >"$work/acknowledged"
list_all | sort -u >"$work/there"
lost=$(comm -23 "$work/acknowledged" "$work/there" | wc -l)
for n in 0 1 2 3; do as "$n" journal verify >/dev/null; done
kill "$server"
wait "$server" 2>/dev/null || true
server=
"$bin/sceaud" check --config "$work/sceaud.textproto" >"$work/check.out" ||
  { cat "$work/check.out" >&2; exit 1; }
printf 'kills %d, acknowledged %d, lost %d\n' "$kills" \
  "$(wc -l <"$work/acknowledged")" "$lost"
[[ $lost == 0 && -s $work/acknowledged ]]

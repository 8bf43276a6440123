#!/bin/sh
# Loads these documents into Quickwit, in the place of those of the last time:
#
#     sh load.sh [ADDRESS]
#
# The address of the server is http://127.0.0.1:7280 unless it is given.
#
# The documents go into a new index, @INDEX@. Only when it is whole is the former one deleted, and with it
# what was withdrawn since. A search in @ARCHIVE@-* finds whichever is there.
set -eu
cd -- "$(dirname -- "$0")"
server=${1:-http://127.0.0.1:7280}
server=${server%/}/api/v1
archive=@ARCHIVE@
index=@INDEX@

ask() {
  curl --globoff --silent --show-error --fail "$@"
}

fail() {
  echo "load.sh: $1" >&2
  exit 1
}

# How many documents the index has.
count() {
  ask "$server/$index/search?query=*&max_hits=0" | tr ',{}' '\n\n\n' | sed -n 's/.*"num_hits" *: *\([0-9]*\).*/\1/p'
}

# The names of all indexes, one a line.
names=$(ask "$server/indexes" | tr ',{}' '\n\n\n' | sed -n 's/.*"index_id" *: *"\([^"]*\)".*/\1/p' | sort -u)

is_there=no
if printf '%s\n' "$names" | grep -qx "$index"; then
  is_there=yes
fi
if [ $is_there = yes ] && [ "$(count)" = "@DOCUMENTS@" ]; then
  echo "$index is loaded already"
else
  # One that a load which was broken off left behind: to add to it would double what it has.
  if [ $is_there = yes ]; then
    ask --output /dev/null --request DELETE "$server/indexes/$index"
  fi
  ask --output /dev/null --request POST "$server/indexes" --header 'Content-Type: application/yaml' --data-binary @index.yaml
  for part in @PARTS@; do
    ask --output /dev/null --retry 8 --request POST "$server/$index/ingest?commit=force" \
      --header 'Content-Type: application/x-ndjson' --data-binary "@$part"
    echo "$part is loaded"
  done
  found=$(count)
  [ "$found" = "@DOCUMENTS@" ] || fail "the index has $found documents and not @DOCUMENTS@; the former index stays"
fi

for former in $names; do
  digest=${former#"$archive"-}
  case $digest in
    *[!0-9a-f]*) continue ;;
  esac
  [ "${#digest}" -eq 12 ] && [ "$former" != "$index" ] || continue
  ask --output /dev/null --request DELETE "$server/indexes/$former"
  echo "$former is deleted"
done
echo "search in $server/$archive-*/search"

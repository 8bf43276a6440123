#!/bin/sh
# Loads these documents into Elasticsearch or OpenSearch, in the place of those of the last time:
#
#     sh load.sh [ADDRESS]
#
# The address of the server is http://127.0.0.1:9200 unless it is given. A user, a password or a certificate are read from
# ~/.curlrc, as by any curl.
#
# The documents go into a new index, @INDEX@. Only when it is whole does the name that is searched,
# @ARCHIVE@, lead to it; then the former index is deleted, and with it what was withdrawn since.
set -eu
cd -- "$(dirname -- "$0")"
server=${1:-http://127.0.0.1:9200}
server=${server%/}
archive=@ARCHIVE@
index=@INDEX@

ask() {
  curl --silent --show-error --fail "$@"
}

fail() {
  echo "load.sh: $1" >&2
  exit 1
}

# The names of the archive's indices, one a line.
names=$(ask "$server/_cat/indices/$archive*?h=index" | tr -d ' \r')

if ask "$server/_cat/aliases/$archive*?h=index,alias" | tr -s ' \r' ' ' | grep -q "^$index $archive *\$"; then
  echo "$index is loaded already"
else
  # One that a load which was broken off left behind.
  if printf '%s\n' "$names" | grep -qx "$index"; then
    ask --output /dev/null --request DELETE "$server/$index"
  fi
  ask --output /dev/null --request PUT "$server/$index" --header 'Content-Type: application/json' --data-binary @index.json
  for part in @PARTS@; do
    answer=$(ask --request POST "$server/$index/_bulk?filter_path=errors,items.*.error" \
      --header 'Content-Type: application/x-ndjson' --data-binary "@$part")
    case $answer in
      *'"errors":false'*) echo "$part is loaded" ;;
      *) fail "the server refused documents of $part, and the former index stays: $answer" ;;
    esac
  done
  ask --output /dev/null --request POST "$server/$index/_refresh"
  found=$(ask "$server/_cat/count/$index?h=count" | tr -d ' \r')
  [ "$found" = "@DOCUMENTS@" ] || fail "the index has $found documents and not @DOCUMENTS@; the former index stays"
  ask --output /dev/null --request POST "$server/_aliases" --header 'Content-Type: application/json' --data-binary @aliases.json
fi

for former in $names; do
  digest=${former#"$archive"-}
  case $digest in
    *[!0-9a-f]*) continue ;;
  esac
  [ "${#digest}" -eq 12 ] && [ "$former" != "$index" ] || continue
  ask --output /dev/null --request DELETE "$server/$former"
  echo "$former is deleted"
done
echo "search in $server/$archive/_search"

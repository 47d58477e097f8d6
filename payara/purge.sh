#!/usr/bin/env bash
# Purges records whose retention is over, once, and leaves a signed tombstone for each. For cron.
set -euo pipefail

usage() {
  cat <<'END'
payara/purge.sh [--dry-run] [--limit 100000] [--home DIR] [--war FILE] [--set KEY=VALUE ...]

  --dry-run  says what it would purge, and purges nothing
  --limit    chains of one run (100000)
  --home     directory of the H2 file and the generated keys (./roomservice-data)
  --war      the WAR that the service runs (target/roomservice.war)
  --set      one setting. Other users of this machine can read it; secrets belong in the environment

Environment: JAVA_HOME, JAVA_OPTS (-Xmx256m), and every setting as ROOMSERVICE_..., such as ROOMSERVICE_DB_URL,
ROOMSERVICE_PURGE_USER, ROOMSERVICE_PURGE_PASSWORD_FILE, ROOMSERVICE_AUDIT_CHECKPOINT_KEY_FILE.

Ends with 0 if nothing was in the way, 1 if records that are due do not verify and were kept, 2 if it could not run,
3 if the memory was too small.
END
}

die() {
  printf 'purge.sh: %s\n' "$1" >&2
  exit 2
}

project=$(dirname "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)")
home=${ROOMSERVICE_HOME:-./roomservice-data} war=$project/target/roomservice.war
settings=() arguments=()

while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --dry-run) arguments+=("$1"); shift; continue ;;
    --limit | --home | --war | --set)
      (($# > 1)) || die "$1 needs a value" ;;&
    --limit) arguments+=("$1" "$2") ;;
    --home) home=$2 ;;
    --war) war=$2 ;;
    --set)
      [[ $2 == ?*=* ]] || die "--set needs KEY=VALUE"
      settings+=("-D$2") ;;
    *) usage >&2; die "unknown option $1" ;;
  esac
  shift 2
done

# What it unpacks and writes is for its user alone, as what the service writes.
umask 077

[[ -f $war ]] || die "no WAR at $war: run mvn package first"
[[ -d $home ]] || die "no directory $home: name that of the service by --home"
home=$(cd "$home" && pwd)
war=$(cd "$(dirname "$war")" && pwd)/$(basename "$war")

# The program and the drivers are those of the WAR.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if command -v unzip > /dev/null; then
  unzip -q "$war" 'WEB-INF/*' -d "$scratch"
else
  (cd "$scratch" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$war" WEB-INF)
fi

# Where the memory is full it ends with status 3, and not with that of records that do not verify.
read -ra options <<< "${JAVA_OPTS:--Xmx256m}"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+ExitOnOutOfMemoryError "${options[@]}" -Droomservice.home="$home" ${settings[@]+"${settings[@]}"} \
  -cp "$scratch/WEB-INF/classes:$scratch/WEB-INF/lib/*" org.rtcroom.purge.Purge ${arguments[@]+"${arguments[@]}"}

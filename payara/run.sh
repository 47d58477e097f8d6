#!/usr/bin/env bash
# Serves a built WAR on Payara Micro, in the foreground. SIGTERM stops it cleanly. Ends with a status
# that is not 0, and with the reason on its last line, if the WAR refuses to start.
set -euo pipefail

usage() {
  cat <<'END'
payara/run.sh [--port 8080] [--name node1] [--home DIR] [--war FILE] [--context /]
              [--log text|json] [--set KEY=VALUE ...] [-- OPTION ...]

  --port     HTTP port (8080)
  --name     name of this node (node1); nodes that share a home need different names
  --home     directory of the H2 file and the generated keys (./roomservice-data)
  --war      what to serve (target/roomservice.war)
  --context  context root (/)
  --log      how the log is written: text, or json, one object a line (text)
  --set      one setting, e.g. roomservice.rooms.live-room.capacity=6. Other users of this
             machine can read it; give secrets by environment: ROOMSERVICE_IM_SECRET_KEY=...
  --         what follows goes to Payara Micro as it is, e.g. --deploy another.war

Environment: JAVA_HOME, JAVA_OPTS (a heap of at most 1 GB that grows reluctantly), PAYARA_MICRO_JAR
(from the local Maven repository), and every setting as ROOMSERVICE_...
END
}

die() {
  printf 'run.sh: %s\n' "$1" >&2
  exit 2
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(dirname "$here")
port=8080 name=node1 home=./roomservice-data war=$project/target/roomservice.war context=/ log=text
settings=() own=()

while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --port | --name | --home | --war | --context | --log | --set)
      (($# > 1)) || die "$1 needs a value" ;;&
    --port) port=$2 ;;
    --name) name=$2 ;;
    --home) home=$2 ;;
    --war) war=$2 ;;
    --context) context=$2 ;;
    --log)
      [[ $2 == text || $2 == json ]] || die "--log is text or json"
      log=$2 ;;
    --set)
      [[ $2 == ?*=* ]] || die "--set needs KEY=VALUE"
      settings+=("-D$2") ;;
    --)
      own=("${@:2}")
      break ;;
    *) usage >&2; die "unknown option $1" ;;
  esac
  shift 2
done

# What this process makes is for its user alone: the H2 file holds all personal data.
umask 077

[[ -f $war ]] || die "no WAR at $war: run mvn package first"
mkdir -p "$home"
home=$(cd "$home" && pwd)

payara_micro() {
  local version jar
  version=$(sed -n 's|.*<payara.version>\(.*\)</payara.version>.*|\1|p' "$project/pom.xml")
  jar=$HOME/.m2/repository/fish/payara/extras/payara-micro/$version/payara-micro-$version.jar
  if [[ ! -f $jar ]]; then
    (cd "$project" && ./mvnw -q -B dependency:get -Dtransitive=false \
      -Dartifact="fish.payara.extras:payara-micro:$version") >&2
  fi
  printf '%s' "$jar"
}

micro=${PAYARA_MICRO_JAR:-$(payara_micro)}
[[ -f $micro ]] || die "no Payara Micro at $micro: set PAYARA_MICRO_JAR"

# Held until java ends, however it ends: the files below $scratch belong to one process only.
scratch=$home/.$name
mkdir -p "$scratch"
if command -v flock > /dev/null; then
  exec 9> "$scratch/lock"
  flock -n 9 || die "$name is already running in $home"
fi
# Payara unpacks itself here; what a killed process left behind goes.
rm -rf "$scratch/tmp"
mkdir "$scratch/tmp"

# No port before there is something to serve: postdeploy.txt opens it.
listener=configs.config.server-config.network-config.network-listeners.network-listener.http-listener
{ cat "$here/preboot.txt"; printf '\nset %s.enabled=false\n' "$listener"; } > "$scratch/tmp/preboot.txt"

database=()
if [[ -z ${ROOMSERVICE_DB_URL:-} && " ${settings[*]-}" != *" -Droomservice.db.url="* ]]; then
  url="jdbc:h2:file:$home/roomservice;WRITE_DELAY=0;RETENTION_TIME=0;DB_CLOSE_ON_EXIT=FALSE"
  database=("-Droomservice.db.url=$url")
fi

# Whether the WAR answers; Payara Micro does without it.
served() {
  local status=
  exec 8<> "/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET %s/ops/health/live HTTP/1.0\r\nHost: localhost\r\n\r\n' "${context%/}" >&8
  read -r -t 30 _ status _ <&8 || true
  exec 8>&-
  [[ $status == 200 ]]
}

# Copies what the server with that process id says. Once it has started, looks whether the WAR has, too.
follow() {
  local server=$1 line why='the WAR was not deployed; see above' refused=
  trap '' INT TERM HUP
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *CDI\ deployment\ failure:*) why=${line##*CDI deployment failure:} why=${why%% -- *} ;;
      *BadSetting:\ *) why=${line##*BadSetting: } ;;
      *Caused\ by:\ *) [[ $why == roomservice.* ]] || why=${line##*Caused by: } ;;
      *Payara\ Micro*\ ready\ in\ *)
        served 2> /dev/null && exec cat
        refused="run.sh: not started: ${why%%\"*}"
        printf '%s\n' "$refused"
        kill "$server" ;;
    esac
  done
  [[ -z $refused ]] || printf '%s\n' "$refused"
}

rm -f "$scratch/out"
mkfifo "$scratch/out"
follow $$ < "$scratch/out" 9>&- &

# While it starts, the compiler that optimises would take as much CPU as all the rest, and code that is
# needed once: it waits until something has been called ten times as often as usual.
patient=(-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000
  -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000)

# Objects of requests die young and rooms are small: a heap that is collected more often holds as many rooms in less
# memory. Memory that the compilers gave back goes back to the machine, too.
small="-Xms128m -Xmx1g -XX:MaxNewSize=96m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:GCTimeRatio=6"
small+=" -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=30000"
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}

# A process whose memory is full answers nobody for good, and seems to live: it ends with status 3 instead, whatever
# JAVA_OPTS say besides, and whoever keeps it starts it anew. No heap dump: it would hold keys, tokens and people.
mortal=(-XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError)

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
read -ra options <<< "${JAVA_OPTS:-$small}"
exec "$java" "${patient[@]}" "${mortal[@]}" "${options[@]}" -Djava.io.tmpdir="$scratch/tmp" \
  -Droomservice.home="$home" -Droomservice.node="$name" ${database[@]+"${database[@]}"} ${settings[@]+"${settings[@]}"} \
  -jar "$micro" --nocluster --disablephonehome --name "$name" --port "$port" \
  --prebootcommandfile "$scratch/tmp/preboot.txt" --postbootcommandfile "$here/postboot.txt" \
  --postdeploycommandfile "$here/postdeploy.txt" \
  --logproperties "$here/$log-logging.properties" --contextroot "$context" --deploy "$war" ${own[@]+"${own[@]}"} > "$scratch/out" 2>&1

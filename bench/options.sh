# shellcheck shell=bash disable=SC2034,SC2154
# Part of bench/run.sh, growth.sh and soak.sh: the options they share, how they begin and how they end.

kind=micro database=h2 nodes=1 rounds=3 seconds=6 settings=() libraries=() home='' out='' port=18600 keep=''
connections=32
# The WAR of these servers, and the one they are held against, if any: run.sh alone has that.
war=$project/target/roomservice.war against=''
# What else is to be ended with the run.
helpers=()

shared_options() {
  cat <<'END'
  --server   Payara Micro, or a WildFly that is unpacked from the local Maven repository (micro)
  --database embedded, or a PostgreSQL of its own that forces each commit to the disk (h2)
  --nodes    two share a PostgreSQL, and half of the connections go to each (1)
  --home     directory of the database and the keys: what a run leaves there the next one begins with
             (a new one for each run, removed afterwards)
  --set      a setting of the service, as in payara/run.sh
  --library  a JAR added to Payara Micro, such as a native provider for signatures
  --jdk      of the server
  --port     nodes listen at the ports after it, the IM service 50 and PostgreSQL 60 after it (18600)
  --out      where the result is kept (bench/results/DAY-COMMIT...)
  --keep     leave the server running afterwards

Needs wrk and, for --database postgresql, PostgreSQL (both installed from Debian when absent), Maven and
target/roomservice.war. PAYARA_MICRO_JAR names another Payara Micro, JDK_JAVA_OPTIONS more options for Java.
END
}

die() {
  printf 'bench/%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# option WORD ...: takes an option that all have, and leaves in $taken how many words it was; 0: it is none.
option() {
  taken=2
  case $1 in
    --server) kind=$2 ;;
    --database) database=$2 ;;
    --nodes) nodes=$2 ;;
    --home) home=$2 ;;
    --set) settings+=("$2") ;;
    --library) libraries+=(--addlibs "$2") ;;
    --jdk) export JAVA_HOME=$2 ;;
    --port) port=$2 ;;
    --out) out=$2 ;;
    --keep) keep=1 taken=1 ;;
    *) taken=0 ;;
  esac
}

# begin RESULT: from here on output is also kept, in a file of that ending unless --out says where.
begin() {
  [[ $kind == micro || $kind == wildfly ]] || die "no server $kind"
  [[ $database == h2 || $database == postgresql ]] || die "no database $database"
  ((nodes == 1)) || [[ $database == postgresql ]] || die "nodes share a PostgreSQL"
  [[ $kind == micro || ${#libraries[@]} == 0 ]] || die "--library is for Payara Micro"
  [[ -f $war ]] || die "no WAR: run mvn package first"
  [[ -z $against || -f $against ]] || die "no WAR at $against"
  begun_at=$(date +%s)
  work=$(mktemp -d)
  jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
  trap finish EXIT
  out=${out:-$here/results/$(date -u +%F)-$(commit)-$kind-$database-$nodes$1}
  data=${home:-$work}
  mkdir -p "$data" ${against:+"$work/other" "$data/other"}
  data=$(cd "$data" && pwd)
  export LUA=$here/lua
  command -v wrk > /dev/null || apt-get install -q -y wrk > /dev/null || die "wrk is missing"
  fetch_histogram
  if [[ ! $here/trivial/target/trivial.war -nt $here/trivial/src ]]; then
    (cd "$here/trivial" && "$project/mvnw" -q -B package)
  fi
  mkdir -p "$(dirname "$out")"
  exec > >(tee "$out")
  describe
}

finish() {
  local status=$?
  both stop_im
  [[ ${#helpers[@]} == 0 ]] || kill "${helpers[@]}" 2> /dev/null || true
  [[ -n $keep ]] || { both stop_servers; both stop_database; }
  if ((status)); then
    mkdir -p "${out%.txt}.failed"
    cp "$work"/*.log "${out%.txt}.failed/" 2> /dev/null || true
    printf 'the logs are in %s\n' "${out%.txt}.failed" >&2
  fi
  [[ -n $keep ]] || rm -rf "$work"
}

fetch_histogram() {
  local version=2.2.2
  histogram=$HOME/.m2/repository/org/hdrhistogram/HdrHistogram/$version/HdrHistogram-$version.jar
  [[ -f $histogram ]] || (cd "$project" && ./mvnw -q -B dependency:get -Dartifact="org.hdrhistogram:HdrHistogram:$version") >&2
}

commit() {
  git -C "$project" describe --always --dirty
}

# What a figure is worth depends on.
describe() {
  printf 'commit %s, %s, %d processors (%s), %d MB, Linux %s\n' "$(commit)" \
    "$("${jdk}java" -version 2>&1 | sed -n '/Runtime Environment/p')" "$(nproc)" \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" "$(uname -r)"
  printf '%s, %s, nodes: %d, %d connections; load before: %s\n' "$kind" "$database" \
    "$nodes" "$connections" "$(cut -d' ' -f1 /proc/loadavg)"
  [[ -z ${PAYARA_MICRO_JAR:-} ]] || printf 'on %s\n' "${PAYARA_MICRO_JAR##*/}"
  [[ -z ${JDK_JAVA_OPTIONS:-} ]] || printf 'Java options: %s\n' "$JDK_JAVA_OPTIONS"
  [[ -z $against ]] || printf 'against %s (SHA-256 %.12s)\n' "${against##*/}" "$(sha256sum < "$against")"
  [[ ${#settings[@]} == 0 ]] || printf 'settings: %s\n' "${settings[*]}"
  [[ ${#libraries[@]} == 0 ]] || printf 'with %s\n' "${libraries[@]##*/}" | grep -v addlibs
}

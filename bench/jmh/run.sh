#!/usr/bin/env bash
# Measures single parts of RoomService on this machine: bench/jmh/run.sh --help
set -euo pipefail

usage() {
  cat <<'END'
bench/jmh/run.sh [--beside JDK [PATTERN]] [JMH ARGUMENT ...]

Measures, with JMH, what nearly every request costs inside the service: the checks of tokens and tickets, bodies
read, answers written, journal lines hashed. Needs what mvn package leaves in target, and the network once, for JMH.
Prints microseconds for each, and keeps them in bench/results/DAY-COMMIT-jmh.txt. A wrong result ends the run.
On Linux x86_64 tickets of P-256 are measured once more with the Amazon Corretto Crypto Provider (column "provider").

With --beside each benchmark runs on both Javas in turn, twice, so that a machine whose speed changes does so for both;
printed are the means, and how much of the first one's time the other takes; then bytes of heap that a room takes, on the
other one also with compact object headers. Kept as ...-jmh-java.txt.

Arguments are those of JMH: a pattern of names, -l lists them, -prof gc adds bytes allocated, -h explains all.
END
}

[[ ${1:-} != --help ]] || { usage; exit 0; }
beside=
if [[ ${1:-} == --beside ]]; then
  beside=${2:?--beside needs the home of a JDK}
  shift 2
fi

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
jvm=${JAVA_HOME:+$JAVA_HOME/bin/}

die() {
  printf 'bench/jmh/run.sh: %s\n' "$1" >&2
  exit 1
}

[[ -d $project/target/roomservice/WEB-INF/lib ]] || die "no target/roomservice: run mvn package first"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$project/mvnw" -q -B -f "$here/pom.xml" package
libraries="$here/target/lib/*:$project/target/classes:$project/target/roomservice/WEB-INF/lib/*"
find "$here/src" -name '*.java' > "$work/sources"
mkdir "$work/classes"
"${jvm}javac" -encoding UTF-8 -Xlint -Xlint:-processing -d "$work/classes" -cp "$libraries" -processor org.openjdk.jmh.generators.BenchmarkProcessor "@$work/sources"

# measure CLASSPATH RESULT ARGUMENT ...; the measured processes take over the property.
measure() {
  local classpath=$1 result=$2
  shift 2
  "${jvm}java" -Djava.io.tmpdir="$work" -cp "$classpath" org.openjdk.jmh.Main -foe true -rf text -rff "$result" "$@"
}

# version JAVA: its number.
version() {
  "$1" -version 2>&1 | sed -n '/ VM /s/.*(build \([^,]*\),.*/Java \1/p'
}

# As that of bench/run.sh: what a figure is worth depends on.
describe() {
  printf 'commit %s, %s, %d processors (%s), %d MB, Linux %s; load before: %s\n' "$(git -C "$project" describe --always --dirty)" \
    "$(version "${jvm}java")${beside:+ and $(version "$beside/bin/java")}" "$(nproc)" "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" \
    "$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" "$(uname -r)" "$(cut -d' ' -f1 /proc/loadavg)"
}

# once JAVA BENCHMARK FILE: adds the microseconds of one run to the file.
once() {
  "${jvm}java" -Djava.io.tmpdir="$work" -cp "$work/classes:$libraries" org.openjdk.jmh.Main -foe true -jvm "$1" -rf csv -rff "$work/csv" \
    "^${2//./\\.}\$" > "$work/log" < /dev/null || { tail -n 20 "$work/log" >&2; die "$2 failed"; }
  awk -F, 'NR == 2 { print $5 }' "$work/csv" >> "$3"
}

mean() {
  awk '{ sum += $1 } END { print sum / NR }' "$1"
}

# compare: reads names of benchmarks, prints a line of microseconds for each.
compare() {
  local name round
  printf '%-50s %10s %10s %8s\n' benchmark first beside ratio
  while read -r name; do
    rm -f "$work/first" "$work/beside"
    for round in 1 2; do
      once "${jvm}java" "$name" "$work/first"
      once "$beside/bin/java" "$name" "$work/beside"
    done
    awk -v name="${name#org.rtcroom.}" -v first="$(mean "$work/first")" -v beside="$(mean "$work/beside")" \
      'BEGIN { printf "%-50s %10.3f %10.3f %8.3f\n", name, first, beside, beside / first }'
  done
}

# room JAVA OPTION ...: bytes of heap that one takes.
room() {
  "$@" -Xmx1g -cp "$project/target/test-classes:$libraries" org.rtcroom.room.RoomMemory
}

compare_rooms() {
  local compact=-XX:+UseCompactObjectHeaders
  printf 'bytes of a room: first %d, beside %d, beside with %s %d\n' "$(room "${jvm}java")" "$(room "$beside/bin/java")" \
    "$compact" "$(room "$beside/bin/java" "$compact")"
}

description=$(describe)
if [[ -n $beside ]]; then
  out=$project/bench/results/$(date -u +%F)-$(git -C "$project" describe --always --dirty)-jmh-java.txt
  {
    echo "$description"
    "${jvm}java" -cp "$work/classes:$libraries" org.openjdk.jmh.Main -l "$@" | sed 1d | compare
    compare_rooms
  } | tee "$out"
  exit
fi
measure "$work/classes:$libraries" "$work/jvm" "$@"
[[ -s $work/jvm ]] || exit 0
if grep -q neverSeenV1 "$work/jvm" && [[ $(uname -sm) == "Linux x86_64" ]]; then
  measure "$work/classes:$libraries:$here/target/native/*" "$work/native" "$@" \
    -p provider=AmazonCorrettoCryptoProvider -e '^(?!.*neverSeenV1)'
fi

out=$project/bench/results/$(date -u +%F)-$(git -C "$project" describe --always --dirty)-jmh.txt
{
  echo "$description"
  cat "$work/jvm"
  [[ ! -s $work/native ]] || cat "$work/native"
} > "$out"
printf '\nkept in %s:\n' "$out"
cat "$out"

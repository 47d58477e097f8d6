# shellcheck shell=bash disable=SC2034,SC2154
# Part of bench/run.sh, growth.sh and soak.sh: starts and stops servers and the database. What they keep is in $data,
# all else below $work. servers are the JVMs, children what this shell started and can wait for.

postgres='' im='' servers=() children=() bases=()

# What the servers of the other WAR have of that, and of what load.sh counts; they listen 100 ports higher.
other_postgres='' other_im='' other_servers=() other_children=() other_bases=() other_open=0 other_single=0

# other COMMAND...: does it with the servers of the other WAR, which have a database and rooms of their own.
other() {
  local work=$work/other data=$data/other port=$((port + 100)) war=$against status=0
  local postgres=$other_postgres im=$other_im open=$other_open single=$other_single
  local servers=(${other_servers[@]+"${other_servers[@]}"}) children=(${other_children[@]+"${other_children[@]}"})
  local bases=(${other_bases[@]+"${other_bases[@]}"})
  "$@" || status=$?
  other_postgres=$postgres other_im=$im other_open=$open other_single=$single
  other_servers=(${servers[@]+"${servers[@]}"}) other_children=(${children[@]+"${children[@]}"})
  other_bases=(${bases[@]+"${bases[@]}"})
  return $status
}

# both COMMAND...: does it here, and with the other WAR if there is one.
both() {
  "$@"
  [[ -z $against ]] || other "$@"
}

# A PostgreSQL of this run's own, with the durability that it has by default.
start_database() {
  [[ $database == postgresql ]] || return 0
  local bin found
  [[ -d /usr/lib/postgresql ]] || apt-get install -q -y postgresql > /dev/null || die "PostgreSQL is missing"
  found=(/usr/lib/postgresql/*/bin)
  bin=${found[-1]}
  chmod 755 "$work" "$data"
  if [[ ! -d $data/database ]]; then
    mkdir "$data/database"
    chown postgres "$data/database"
    as_postgres "$bin/initdb" -D "$data/database" -A trust -U roomservice -E UTF8 --locale=C
  fi
  as_postgres "$bin/pg_ctl" -D "$data/database" -w -l "$data/database/log" -o "-p $((port + 60)) -k /tmp" start
  postgres=$bin
  "$bin/psql" -h 127.0.0.1 -p $((port + 60)) -U roomservice -d roomservice -c '' 2> /dev/null \
    || "$bin/createdb" -h 127.0.0.1 -p $((port + 60)) -U roomservice roomservice
}

as_postgres() {
  (cd / && su postgres -c "$(printf '%q ' "$@")") >> "$work/database.log" 2>&1 \
    || { tail -5 "$work/database.log" >&2; die "PostgreSQL: ${1##*/} failed"; }
}

stop_database() {
  [[ -z $postgres ]] || as_postgres "$postgres/pg_ctl" -D "$data/database" -m fast stop
}

# start_servers SETTING ...: as many as there are nodes, and waits until all are ready.
start_servers() {
  local node begun late all=("$@")
  all+=(roomservice.rooms.live-room.heartbeat-timeout=1d roomservice.rooms.live-room.idle-timeout=1d)
  if [[ $database == postgresql ]]; then
    all+=("roomservice.db.url=jdbc:postgresql://127.0.0.1:$((port + 60))/roomservice?loginTimeout=3&socketTimeout=5&cancelSignalTimeout=2"
      roomservice.db.user=roomservice roomservice.db.password=none)
    [[ $kind == wildfly ]] || all+=(roomservice.db.class=org.postgresql.ds.PGSimpleDataSource)
  fi
  ((nodes == 1)) || all+=(roomservice.cluster.enabled=true)
  all+=(${settings[@]+"${settings[@]}"})
  servers=() children=() bases=()
  mkdir -p "$data/home"
  begun=$(date +%s%N)
  for ((node = 1; node <= nodes; node++)); do
    ! (exec 3<> "/dev/tcp/127.0.0.1/$((port + node))") 2> /dev/null || die "port $((port + node)) is taken"
    "start_$kind" "$node" "roomservice.audit.checkpoint-file=$data/home/checkpoints$node.log" "${all[@]}"
    children+=($!)
    bases+=("http://127.0.0.1:$((port + node))")
  done
  late=$((SECONDS + 600))
  for ((node = 1; node <= nodes; node++)); do
    # A WildFly goes on without what it could not deploy.
    until curl -fs "${bases[node - 1]}/ops/health/ready" > /dev/null; do
      if ((SECONDS > late)) || ! kill -0 "${children[node - 1]}" 2> /dev/null || grep -q WFLYCTL0186 "$work/server$node.log"; then
        grep 'Caused by' "$work/server$node.log" >&2 || tail -n 5 "$work/server$node.log" >&2
        die "node $node did not start"
      fi
      sleep 0.2
    done
    servers+=("$(jvm "$node")")
  done
  printf 'ready after %d ms\n' $((($(date +%s%N) - begun) / 1000000))
}

# jvm NODE: its process; WildFly's is a child of its script.
jvm() {
  if [[ $kind == micro ]]; then
    echo "${children[$1 - 1]}"
  else
    pgrep -f "java.*-Djboss.home.dir=$work/wildfly$1 "
  fi
}

start_micro() {
  local node=$1 setting options=()
  shift
  for setting; do
    options+=(--set "$setting")
  done
  "$project/payara/run.sh" --war "$war" --port $((port + node)) --name "node$node" --home "$data/home" "${options[@]}" \
    -- --deploy "$here/trivial/target/trivial.war" ${libraries[@]+"${libraries[@]}"} > "$work/server$node.log" 2>&1 &
}

# The settings come from the environment, as on any WildFly.
start_wildfly() {
  local node=$1 wildfly=$work/wildfly$1 setting name driver=h2
  shift
  [[ -d $wildfly ]] || install_wildfly "$wildfly"
  [[ $database == h2 ]] || driver=postgresql.jar
  (
    export ROOMSERVICE_DB_URL="jdbc:h2:file:$data/home/roomservice;WRITE_DELAY=0;RETENTION_TIME=0;DB_CLOSE_ON_EXIT=FALSE"
    for setting; do
      name=${setting%%=*}
      name=${name//[.-]/_}
      export "${name^^}=${setting#*=}"
    done
    export ROOMSERVICE_HOME=$data/home ROOMSERVICE_NODE=node$node ROOMSERVICE_DB_DRIVER=$driver ROOMSERVICE_CONTEXT_ROOT=/
    export JAVA_OPTS="-Xmx1g -Djava.net.preferIPv4Stack=true" LAUNCH_JBOSS_IN_BACKGROUND=true
    exec "$wildfly/bin/standalone.sh" "-Djboss.http.port=$((port + node))" "-Djboss.https.port=$((port + 80 + node))" \
      "-Djboss.management.http.port=$((port + 70 + node))"
  ) > "$work/server$node.log" 2>&1 &
}

install_wildfly() {
  local version zip
  version=$(sed -n 's|.*<wildfly.version>\(.*\)</wildfly.version>.*|\1|p' "$project/pom.xml")
  zip=$HOME/.m2/repository/org/wildfly/wildfly-dist/$version/wildfly-dist-$version.zip
  [[ -f $zip ]] || (cd "$project" && ./mvnw -q -B dependency:get -Dtransitive=false -Dartifact="org.wildfly:wildfly-dist:$version:zip") >&2
  unzip -q "$zip" -d "$work/unpacked"
  mv "$work/unpacked/wildfly-$version" "$1"
  "$1/bin/jboss-cli.sh" --file="$project/payara/wildfly.cli" > "$work/wildfly.log" 2>&1 \
    || { cat "$work/wildfly.log" >&2; die "WildFly could not be prepared"; }
  cp "$war" "$1/standalone/deployments/roomservice.war"
  cp "$here/trivial/target/trivial.war" "$1/standalone/deployments/"
  unzip -q -j -o "$war" 'WEB-INF/lib/postgresql-*.jar' -d "$work/driver"
  cp "$work"/driver/postgresql-*.jar "$1/standalone/deployments/postgresql.jar"
}

stop_servers() {
  # Without a name wait would wait for whoever writes the result, too.
  ((${#children[@]})) || return 0
  kill ${servers[@]+"${servers[@]}"} "${children[@]}" 2> /dev/null || true
  wait "${children[@]}" 2> /dev/null || true
  servers=() children=()
}

# An IM service that answers after so many milliseconds.
start_im() {
  stop_im
  "${jdk}java" "$here/FakeIm.java" $((port + 50)) "$1" > "$work/im.log" 2>&1 &
  im=$!
  until grep -q ready "$work/im.log"; do
    kill -0 "$im" 2> /dev/null || { cat "$work/im.log" >&2; die "the IM service did not start"; }
    sleep 0.1
  done
}

stop_im() {
  [[ -n $im ]] || return 0
  kill "$im" 2> /dev/null || true
  wait "$im" 2> /dev/null || true
  im=''
}

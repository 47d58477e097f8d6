#!/usr/bin/env bash
# com.github.tencentyun:tls-sig-api-v2 1.1, the vendor's signer of userSigs on Maven Central, compiles on Java 17 and fails at the first
# ticket: it needs sun.misc.BASE64Encoder, which left the JDK with Java 9. Version 2.0 signs, in the same package and class; the
# method was genSig and is genUserSig.
#
# Expected: a library without native code and without a stated upper bound of Java runs on Java 17.
# What follows: an integrator who pins 1.1 gets a server that starts and cannot sign anybody in.
#
# Needs a JDK from 17 on and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

sign() {
  cat > Sign.java <<JAVA
import com.tencentyun.TLSSigAPIv2;

public class Sign {
  public static void main(String[] arguments) {
    String key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    try {
      String ticket = new TLSSigAPIv2(1400000000L, key).$2("alice", 3600L);
      System.out.println("signed, " + (ticket.startsWith("eJ") ? "zlib in base64" : ticket));
    } catch (LinkageError e) {
      System.out.println(e);
    }
  }
}
JAVA
  cat > pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.github.tencentyun</groupId>
      <artifactId>tls-sig-api-v2</artifactId>
      <version>$1</version>
    </dependency>
  </dependencies>
</project>
POM
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="lib-$1" >&2
  mkdir -p "classes-$1"
  javac -cp "lib-$1/*" -d "classes-$1" Sign.java >&2
  java -cp "classes-$1:lib-$1/*" Sign
}

java -version 2>&1 | head -1
old=$(sign 1.1 genSig)
new=$(sign 2.0 genUserSig)
printf 'tls-sig-api-v2 1.1: %s\ntls-sig-api-v2 2.0: %s\n' "$old" "$new"

[[ $old == *NoClassDefFoundError*sun/misc/BASE64Encoder* ]] || { echo 'changed: 1.1'; exit 1; }
[[ $new == 'signed, zlib in base64' ]] || { echo 'changed: 2.0'; exit 1; }
echo 'as described'

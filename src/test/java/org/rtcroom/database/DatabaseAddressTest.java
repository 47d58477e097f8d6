package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;

/** What is recorded does not pass a network in the clear. */
class DatabaseAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example.com/r?sslmode=verify-full&sslrootcert=/etc/ssl/db.pem",
        "jdbc:postgresql://db.example.com/r?sslmode=VERIFY-CA",
        "jdbc:postgresql://db1.example.com:5433,db2.example.com/r?socketTimeout=5&sslmode=require",
        "jdbc:postgresql://db.example.com/r?ssl=true",
        "jdbc:postgresql://127.0.0.1:5432/r",
        "jdbc:postgresql://127.1.2.3/r?sslmode=disable",
        "jdbc:postgresql://LocalHost/r",
        "jdbc:postgresql://[::1]:5432/r",
        "jdbc:postgresql:r"
      })
  void tlsOrThisMachine(String url) {
    assertThatCode(() -> DatabaseAddress.requirePrivate(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example.com/r",
        "jdbc:postgresql://db.example.com/r?SSLMODE=require",
        "jdbc:postgresql:/",
        "jdbc:postgresql://db.example.com/r?sslmode=prefer",
        "jdbc:postgresql://db.example.com/r?sslmode=allow",
        "jdbc:postgresql://db.example.com/r?sslmode=disable&ssl=true",
        "jdbc:postgresql://db.example.com/r?ssl=false",
        "jdbc:postgresql://db.example.com/r?sslmode=require&sslmode=prefer",
        "jdbc:postgresql://localhost,db.example.com/r",
        "jdbc:postgresql://127.0.0.1.example.com/r",
        "jdbc:postgresql://localhost.example.com/r",
        "jdbc:postgresql://10.0.0.1/r",
        "jdbc:postgresql://db.example.com/r?x=sslmode=require",
        "jdbc:postgresql://localhost/r?PGHOST=db.example.com",
        "jdbc:postgresql://db.example.com/r?password=hush"
      })
  void anythingElseIsRefusedByTheNameOfItsSetting(String url) {
    assertThatThrownBy(() -> DatabaseAddress.requirePrivate(url))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.db.url")
        .hasMessageContaining("sslmode=verify-full")
        .hasMessageNotContaining("hush");
  }
}

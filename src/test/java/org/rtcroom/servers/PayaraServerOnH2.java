package org.rtcroom.servers;

/** Served at the root. */
class PayaraServerOnH2 extends PayaraServerScenarios {

  @Override
  Distribution payara() {
    return Distribution.payara6();
  }

  @Override
  String context() {
    return "/";
  }

  @Override
  boolean onPostgres() {
    return false;
  }
}

package org.rtcroom.servers;

/** Served at the root, by the Payara Server for Jakarta EE 11. */
class PayaraServer7OnH2 extends PayaraServerScenarios {

  @Override
  Distribution payara() {
    return Distribution.payara7();
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

package org.rtcroom.servers;

/** Served on another path. */
class PayaraServerOnPostgres extends PayaraServerScenarios {

  @Override
  Distribution payara() {
    return Distribution.payara6();
  }

  @Override
  String context() {
    return "/video";
  }

  @Override
  boolean onPostgres() {
    return true;
  }
}

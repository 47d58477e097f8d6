package org.rtcroom.servers;

/** Served on another path, by the Payara Server for Jakarta EE 11. */
class PayaraServer7OnPostgres extends PayaraServerScenarios {

  @Override
  Distribution payara() {
    return Distribution.payara7();
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

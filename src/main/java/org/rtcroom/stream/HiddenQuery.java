package org.rtcroom.stream;

/** Shows an address without its query, which holds the signature. */
final class HiddenQuery {

  private HiddenQuery() {}

  static String of(String address) {
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query) + "?hidden";
  }
}

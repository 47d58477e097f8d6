package org.rtcroom.verifier;

/**
 * What a witness answered to a checkpoint.
 *
 * @param hash of the checkpoint that it was shown, in lower-case hexadecimal
 * @param witness the sort of witness
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Receipt(long number, String hash, String witness, byte[] answer) {

  static Receipt of(JsonObject json) {
    return new Receipt(
        json.number("number"), json.text("hash"), json.text("witness"), json.bytes("answer"));
  }

  @Override
  public String toString() {
    return "checkpoint " + number;
  }
}

package org.rtcroom.chain;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The personal part of a line, beside it. The user id and the address stand here once more so that
 * lines can be found by them, as journal-format.md says ("Columns"); verifiers compare them with
 * the part. They go when the part goes.
 */
@MappedSuperclass
public abstract class PersonalRow {

  @Id
  @Column(name = "chain", updatable = false)
  private String chain;

  @Id
  @Column(name = "seq", updatable = false)
  private long seq;

  @Column(name = "salt", updatable = false)
  private byte[] salt;

  @Column(name = "part", updatable = false)
  private byte[] part;

  @Column(name = "user_id", updatable = false)
  private @Nullable String userId;

  @Column(name = "address", updatable = false)
  private @Nullable String address;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected PersonalRow() {}

  public PersonalRow(
      Line line, LineContent content, Optional<String> userId, Optional<String> address) {
    chain = line.chain();
    seq = line.seq();
    salt = content.salt();
    part = content.part();
    this.userId = userId.orElse(null);
    this.address = address.orElse(null);
  }

  public long seq() {
    return seq;
  }

  public String chain() {
    return chain;
  }

  public byte[] salt() {
    return salt;
  }

  public byte[] part() {
    return part;
  }

  /**
   * Whether this is what the line committed to. With a salt of another length the boundary between
   * salt and part could be moved.
   */
  public boolean keeps(byte[] commitment) {
    return salt.length == LineContent.SALT_LENGTH
        && Arrays.equals(Sha256.of(salt, part), commitment);
  }
}

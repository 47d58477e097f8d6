package org.rtcroom.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;

/**
 * What is known of a session without reading its lines. Serves search and guards the chain; where
 * it disagrees with the lines, the lines win.
 *
 * <p>A new change replaces the whole row by one UPDATE that names the sequence number it follows;
 * the unique keys allow one open session per room and one holder per IM group.
 */
@Entity
@Table(name = "session_head")
public class SessionHead {

  /** The class while none was set. */
  private static final String NO_CLASS = "standard";

  @Id
  @Column(name = "session_id")
  private String sessionId;

  @Column(name = "family")
  private String family;

  @Column(name = "space")
  private String space;

  @Column(name = "room_id")
  private String roomId;

  @Column(name = "open_key")
  private @Nullable String openKey;

  @Column(name = "group_key")
  private @Nullable String groupKey;

  @Column(name = "creator")
  private @Nullable String creator;

  @Column(name = "opened_millis")
  private long openedMillis;

  @Column(name = "activated_millis")
  private @Nullable Long activatedMillis;

  @Column(name = "closed_millis")
  private @Nullable Long closedMillis;

  @Column(name = "reason")
  private @Nullable String reason;

  @Column(name = "last_seq")
  private long lastSeq;

  @Column(name = "last_hash")
  private byte[] lastHash;

  @Column(name = "snapshot_seq")
  private long snapshotSeq;

  /** As the lines tell; of several the one that ends last. For checkpoints, which read the row. */
  @Column(name = "retention_class")
  private String retentionClass = NO_CLASS;

  @Column(name = "base_millis")
  private @Nullable Long baseMillis;

  @Column(name = "until_millis")
  private @Nullable Long untilMillis;

  @Column(name = "held")
  private boolean held;

  @Column(name = "shortened")
  private boolean shortened;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected SessionHead() {}

  /** Unique among open sessions; without case, because clients compare without. */
  static String openKey(RoomKey key) {
    return key.space() + "/" + key.id().toLowerCase(Locale.ROOT);
  }

  /** Unique among the IM groups this service owns. */
  static String groupKey(String groupId) {
    return groupId.toLowerCase(Locale.ROOT);
  }

  public SessionId sessionId() {
    return new SessionId(sessionId);
  }

  /** The room; its id is a pseudonym once whoever chose it was erased. */
  public RoomKey key() {
    return new RoomKey(IdSpace.valueOf(space), roomId);
  }

  public String family() {
    return family;
  }

  public @Nullable String groupKeyOrNull() {
    return groupKey;
  }

  public Optional<String> creator() {
    return Optional.ofNullable(creator);
  }

  public long openedMillis() {
    return openedMillis;
  }

  public Optional<Long> activatedMillis() {
    return Optional.ofNullable(activatedMillis);
  }

  public Optional<Long> closedMillis() {
    return Optional.ofNullable(closedMillis);
  }

  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  public boolean closed() {
    return closedMillis != null;
  }

  public long lastSeq() {
    return lastSeq;
  }

  public byte[] lastHash() {
    return lastHash;
  }

  long snapshotSeq() {
    return snapshotSeq;
  }
}

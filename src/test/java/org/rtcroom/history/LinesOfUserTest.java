package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.RecordedJson;

/** What goes with a user, and what stays for others. */
class LinesOfUserTest {

  private final LinesOfUser ofAnn = new LinesOfUser("ann");
  private long next;

  private void line(String kind, String part) {
    ofAnn.add(next++, kind, RecordedJson.find(part).orElseThrow());
  }

  private List<Long> gone() {
    return ofAnn.seqs();
  }

  @Test
  void whoOpenedTheRoomTakesBothLinesAlongThatNameIt() {
    line("OPENING", "{\"roomID\":\"of_ann\"}");
    line("OPENED", "{\"creator\":\"ann\",\"roomID\":\"of_ann\"}");
    line("JOINED", "{\"user\":\"bob\"}");

    assertThat(gone()).containsExactly(0L, 1L);
  }

  @Test
  void whoOnlyCameLeavesTheRoomItsName() {
    line("OPENED", "{\"creator\":\"bob\",\"roomID\":\"of_bob\"}");
    line("SNAPSHOT", "{\"members\":[{\"user\":\"bob\"}]}");
    line("JOINED", "{\"user\":\"ann\"}");

    assertThat(gone()).containsExactly(2L);
  }

  /** A snapshot repeats what she wrote into fields and how she called the room, long after. */
  @Test
  void eachSnapshotSinceGoesThoughItNamesHerNowhere() {
    line("OPENED", "{\"creator\":\"bob\"}");
    line("SNAPSHOT", "{\"members\":[]}");
    line("FIELD_SET", "{\"field\":\"phone_of_ann\",\"user\":\"ann\",\"value\":\"1\"}");
    line("LEFT", "{\"user\":\"ann\"}");
    line("SNAPSHOT", "{\"fields\":[{\"name\":\"phone_of_ann\",\"value\":\"1\"}]}");
    line("SNAPSHOT", "{\"fields\":[{\"name\":\"phone_of_ann\",\"value\":\"1\"}]}");

    assertThat(gone()).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void othersWhoWereHandedHerStreamAreErasedThere() {
    line("OPENED", "{\"creator\":\"bob\"}");
    line("JOINED", "{\"stream\":\"1_r_ann_5f\",\"user\":\"ann\"}");
    line("JOINED", "{\"stream\":\"1_r_bob_5f\",\"user\":\"bob\"}");
    line("PLAY_URL_HANDED", "{\"streams\":[\"1_r_bob_5f\"],\"user\":\"eve\"}");
    line("PLAY_URL_HANDED", "{\"streams\":[\"1_r_bob_5f\",\"1_r_ann_5f\"],\"user\":\"eve\"}");
    line("MEMBER_CHANGED", "{\"stream\":\"1_r_ann_60\",\"user\":\"ann\"}");
    line("PLAY_URL_HANDED", "{\"streams\":[\"1_r_ann_60\"],\"user\":\"eve\"}");

    assertThat(gone()).containsExactly(1L, 4L, 5L, 6L);
  }

  @Test
  void whoIsNowhereTakesNothing() {
    line("OPENED", "{\"creator\":\"bob\",\"roomID\":\"ann\"}");
    line("SNAPSHOT", "{\"members\":[{\"nickname\":\"ann\",\"user\":\"bob\"}]}");

    assertThat(gone()).isEmpty();
  }
}

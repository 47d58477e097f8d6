package org.rtcroom.chain;

import org.rtcroom.Measured;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Member;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.stream.StreamName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * What one line of the journal costs, all but the database. The line is the second test vector of
 * journal-format.md, somebody who joins.
 */
public class LineHash extends Measured {

  private static final String CHAIN = "019c13a8-8a00-7000-8000-000000000001";
  private static final Instant AT = Instant.ofEpochMilli(1_769_860_801_500L);
  private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);
  private static final byte[] PREVIOUS =
      hex("5c49a02dd8c745ae7c4403a8529a81066b7e1725a7d3c26e40ee490811431b2f");
  private static final byte[] HASH =
      hex("9e23d5c8829e61559de70b93f295e5a1ba950637ec74f5bea095fa468cec8f5f");
  private static final LineContent CONTENT =
      new LineContent(
          utf8("{\"node\":\"node1\"}"),
          hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
          utf8(
              "{\"actor\":{\"address\":\"192.0.2.1\",\"platform\":\"iOS\",\"proof\":\"TOKEN\","
                  + "\"reportedAddress\":\"10.0.0.7\",\"requestId\":\"request-1\","
                  + "\"tokenId\":\"token-1\",\"user\":\"ann\",\"userAgent\":\"agent/1.0\"},"
                  + "\"avatar\":\"https://example.com/a.png\",\"nickname\":\"Ann 😀\\u000a\","
                  + "\"status\":0,\"stream\":\"1000_room_1_ann_5f\",\"user\":\"ann\"}"),
          hex("4205dc62eb751e8a48b769877a96d9de055184dffc5b44c05ece403da82456be"));

  private static final int LINES = 100;

  private final List<Line> lines = new ArrayList<>();
  private final Map<Long, PersonalRow> personal = new HashMap<>();
  private JournalEntry entry;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** A personal part as it is read from the database. */
  private static final class Part extends PersonalRow {

    Part(Line line) {
      super(line, CONTENT, Optional.empty(), Optional.empty());
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Setup
  public void join() {
    UserId ann = UserId.of("ann");
    Optional<StreamName> stream = Optional.of(new StreamName("1000_room_1_ann_5f"));
    Member member = new Member(ann, "Ann 😀\n", "https://example.com/a.png", stream, 0);
    Actor actor =
        new Actor(
            Optional.of(ann),
            Proof.TOKEN,
            "192.0.2.1",
            "10.0.0.7",
            "",
            "agent/1.0",
            "iOS",
            "token-1",
            "request-1");
    entry = new JournalEntry(new RoomEvent.Joined(member), actor, AT);
  }

  @Setup
  public void fill() {
    byte[] previous = Line.genesis();
    for (int seq = 0; seq < LINES; seq++) {
      Line line = Line.following(previous, CHAIN, seq, AT, "JOINED", CONTENT);
      lines.add(line);
      personal.put(
          line.seq(), new Part(line));
      previous = line.hash();
    }
  }

  /** The hash of a line whose content is there. */
  @Benchmark
  public Line hashed() {
    Line line = Line.following(PREVIOUS, CHAIN, 1, AT, "JOINED", CONTENT);
    require(Arrays.equals(line.hash(), HASH));
    return line;
  }

  /** The content: canonical JSON, a salt, and the commitment to the personal part. */
  @Benchmark
  public LineContent content() {
    LineContent content = LineFormat.content(entry, "node1", PSEUDONYMS);
    require(Arrays.equals(content.details(), CONTENT.details()));
    require(Arrays.equals(content.part(), CONTENT.part()));
    require(content.commitment().length == Sha256.LENGTH);
    return content;
  }

  /** Each line of a session that is read back, with its personal part. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public Chain verified() {
    Chain chain = Chain.verified(lines, personal, CHAIN, 0);
    require(chain.last().seq() == LINES - 1);
    return chain;
  }
}

package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;

/**
 * Acts are signed as journal-format.md says, and their keys are followed as far as changes lead.
 */
class ActSignerTest {

  private static final SigningKey FIRST = CheckpointPage.key(1);
  private static final SigningKey SECOND = CheckpointPage.key(2);
  private static final SigningKey THIRD = SigningKey.read(Ed25519.newPem()).orElseThrow();
  private static final byte[] DOCUMENT = {1, 2, 3};

  @Test
  void theActOfThePageIsSignedSo() throws Exception {
    String page = Files.readString(Path.of("src/docs/journal-format.md"));
    String block = page.replaceAll("(?s).*```act\n(.*?)```.*", "$1");
    CheckpointPage act =
        new CheckpointPage(
            Pattern.compile("(?m)^(\\w+) = ?(.*)$")
                .matcher(block)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2))));
    byte[] details =
        "{\"key\":\"auditor\",\"keyId\":\"key-3\",\"node\":\"node1\",\"reason\":\"dispute 12\"}"
            .getBytes(StandardCharsets.UTF_8);
    Line plain =
        Line.following(
            HexFormat.of().parseHex(act.get("previousHash")),
            act.get("chain"),
            3,
            Instant.ofEpochMilli(Long.parseLong(act.get("atMillis"))),
            act.get("kind"),
            new LineContent(details, new byte[0], new byte[0], new byte[0]));
    assertThat(page).contains(plain.hashHex());

    Line signed = ActSigner.signed(plain, FIRST);

    assertThat(new String(signed.details(), StandardCharsets.UTF_8)).isEqualTo(act.get("details"));
    assertThat(signed.hashHex()).isEqualTo(act.get("hash"));
  }

  private static Optional<Long> judged(
      List<KeyDocument> documents, SigningKey own, SigningKey signer) {
    return TrustedKeys.of(documents, Optional.empty(), new CheckpointKeys(own, Optional.empty()))
        .signed(signer.id(), Domain.ACT.signed(DOCUMENT), signer.sign(Domain.ACT, DOCUMENT));
  }

  @Test
  void changesLeadForwardAndBack() {
    List<KeyDocument> documents =
        List.of(KeyDocument.change(1, 0, FIRST, SECOND), KeyDocument.change(2, 0, SECOND, THIRD));

    for (SigningKey own : List.of(FIRST, SECOND, THIRD)) {
      for (SigningKey signer : List.of(FIRST, SECOND, THIRD)) {
        assertThat(judged(documents, own, signer)).contains(Long.MAX_VALUE);
      }
    }
    assertThat(judged(List.of(), FIRST, SECOND)).isEmpty();
  }

  @Test
  void aChangeThatOneOfThemDidNotSignLeadsNowhere() {
    KeyDocument good = KeyDocument.change(1, 0, FIRST, SECOND);
    KeyDocument forged =
        new KeyDocument(good.kind(), 1, good.keyId(), good.document(), new byte[64], good.second());

    assertThat(judged(List.of(forged), FIRST, SECOND)).isEmpty();
    assertThat(judged(List.of(forged), SECOND, FIRST)).isEmpty();
  }

  @Test
  void fromALostKeyNothingLeadsForward() {
    List<KeyDocument> documents =
        List.of(KeyDocument.loss(1, 0, FIRST.id(), Optional.of(FIRST.publicHex()), SECOND));

    assertThat(judged(documents, FIRST, SECOND)).isEmpty();
    assertThat(judged(documents, SECOND, FIRST)).isPresent();
  }

  @Test
  void aRevokedKeySignedUntilThen() {
    CheckpointSettings.RevokedKey revoked = new CheckpointSettings.RevokedKey(FIRST.id(), 7);
    List<KeyDocument> documents =
        List.of(
            KeyDocument.change(1, 0, FIRST, SECOND), KeyDocument.revocation(8, 0, revoked, SECOND));

    assertThat(judged(documents, SECOND, FIRST)).contains(7L);
    assertThat(judged(documents, SECOND, SECOND)).contains(Long.MAX_VALUE);
  }
}

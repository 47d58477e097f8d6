package org.rtcroom.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.checkpoint.Receipt;

/** The part of a document about the protection of the record and the witnesses of its time. */
final class EvidencePart {

  private final DossierPage page;
  private final Times times;

  EvidencePart(DossierPage page, Times times) {
    this.page = page;
    this.times = times;
  }

  /**
   * Writes the part.
   *
   * @param coveredSeq the last line that checkpoints ever covered, as the head of the session says
   */
  void write(Cover cover, SessionHistory story, long coveredSeq, Instant made)
      throws XMLStreamException {
    page.heading("evidence");
    if (coveredSeq > cover.lastSeq()) {
      page.note("weak", Words.of("note.coverGone", coveredSeq, cover.lastSeq()));
    }
    if (!cover.missing().isEmpty()) {
      String numbers =
          cover.missing().stream()
              .map(leaf -> String.valueOf(leaf.number()))
              .collect(Collectors.joining(", "));
      page.note("weak", Words.of("note.leafGone", numbers));
    }
    if (story.uncovered() > 0) {
      long proved = story.lines() - story.uncovered();
      if (proved > 0) {
        page.note(Words.of("note.coveredTo", proved - 1, story.lines()));
      }
      Duration age = Duration.between(story.uncoveredSince().orElse(made), made);
      page.note("weak", Words.of("note.uncovered", story.uncovered(), Times.lasting(age)));
    } else {
      page.note("strong", Words.of("note.covered"));
    }
    if (story.erased() > 0) {
      page.note(Words.of("note.erasedLines", story.erased()));
    }
    List<Cover.CoveringCheckpoint> coverings = cover.coverings();
    if (coverings.isEmpty() || cover.receipts().isEmpty()) {
      page.note("weak", Words.of("note.alone"));
    } else {
      bounds(coverings);
    }
    checkpoints(cover);
  }

  /** The times within which the first and the last covered lines were witnessed. */
  private void bounds(List<Cover.CoveringCheckpoint> coverings) throws XMLStreamException {
    Cover.CoveringCheckpoint first = coverings.get(0);
    Cover.CoveringCheckpoint last = coverings.get(coverings.size() - 1);
    bound(first);
    if (coverings.size() > 1) {
      bound(last);
    }
  }

  private void bound(Cover.CoveringCheckpoint covering) throws XMLStreamException {
    Optional<String> after = covering.before().map(this::time);
    Optional<String> until = covering.witnessed().map(this::time);
    if (until.isEmpty()) {
      page.note("weak", Words.of("note.unwitnessed", covering.lastSeq()));
    } else if (covering.stamped().isPresent()) {
      String at = times.of(covering.stamped().get().toEpochMilli());
      page.note("strong", Words.of("note.stamped", covering.lastSeq(), at));
    } else if (after.isEmpty()) {
      page.note("weak", Words.of("note.witnessedBy", covering.lastSeq(), until.get()));
    } else {
      page.note("weak", Words.of("note.witnessed", covering.lastSeq(), after.get(), until.get()));
    }
  }

  private String time(Receipt receipt) {
    return times.of(receipt.atMillis());
  }

  private void checkpoints(Cover cover) throws XMLStreamException {
    if (cover.coverings().isEmpty()) {
      return;
    }
    page.beginRows("checkpoints", "checkpoint", "covers", "serverTime", "witness");
    for (Cover.CoveringCheckpoint covering : cover.coverings()) {
      page.row(
          List.of(
              List.of(
                  Fact.plain(String.valueOf(covering.checkpoint().number())),
                  Fact.small(covering.checkpoint().hash())),
              List.of(Fact.plain(String.valueOf(covering.lastSeq()))),
              times.facts(covering.checkpoint().time()),
              List.of(Fact.small(covering.witnessed().map(this::witness).orElse("–")))));
    }
    page.endRows();
    if (cover.omitted() > 0) {
      page.note(Words.of("note.omitted", cover.omitted()));
    }
  }

  private String witness(Receipt receipt) {
    return receipt.witness()
        + ", "
        + Words.both("label.checkpoint")
        + " "
        + receipt.number()
        + ", "
        + time(receipt);
  }
}

package org.rtcroom.verifier;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The restored databases that the auditor knows of and accepts. */
public final class AcceptedRestores {

  public static final AcceptedRestores NONE = new AcceptedRestores(List.of(), false);

  /** For the operator, who acknowledged each of them: without that none is signed. */
  public static final AcceptedRestores ALL = new AcceptedRestores(List.of(), true);

  private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})");
  private final List<Covered.Range> ranges;
  private final boolean all;

  private AcceptedRestores(List<Covered.Range> ranges, boolean all) {
    this.ranges = ranges;
    this.all = all;
  }

  /**
   * These and one more.
   *
   * @param text the first and the last lost checkpoint, such as {@code 5-9}
   * @return empty if it is spelled otherwise
   */
  public Optional<AcceptedRestores> and(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Covered.Range range =
        new Covered.Range(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
    return Optional.of(
        new AcceptedRestores(Stream.concat(ranges.stream(), Stream.of(range)).toList(), all));
  }

  boolean hold(Covered.Range lost) {
    return all || ranges.contains(lost);
  }
}

package org.rtcroom.weapp;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;

/** What is answered to whoever calls by plain HTTP where only HTTPS is served. */
@Unproxied
public class PlainHttpAnswer {

  /** The HTTP status of the answer. */
  public static final int STATUS = 403;

  @Inject Answers answers;

  /**
   * The answer's JSON, which says what to do instead.
   *
   * @param acceptLanguage as sent
   */
  public String json(@Nullable String acceptLanguage) {
    Language language = Language.of(acceptLanguage == null ? "" : acceptLanguage);
    return answers.problem(language, WireProblem.PLAIN_HTTP, "").json();
  }
}

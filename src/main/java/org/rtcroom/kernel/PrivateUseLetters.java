package org.rtcroom.kernel;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Letters that have two numbers: their own in Unicode, and one of its private use.
 *
 * <p>When GBK was encoded, Unicode lacked 105 of its letters, and systems used private numbers for
 * them. The editions of GB 18030 of 2000, 2005 and 2022 gave up more and more of these, so that the
 * same name comes in either spelling, depending on the system it was typed into.
 */
public final class PrivateUseLetters {

  /** Letters of two numbers in a text up to which all its spellings are looked for. */
  private static final int FEW = 8;

  /** By the private number, in order of GBK: A6D9 to A6F3, A8BC and A8BF, A989 to A995, FE50 on. */
  private static final Map<Integer, Integer> UNICODE = new LinkedHashMap<>();

  static {
    put(0xE78D, "︐︒︑︓︔︕︖︗︘︙");
    put(0xE7C7, "ḿǹ");
    put(0xE7E7, "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻");
    put(0xE815, "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱");
    put(0xE83D, "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻");
  }

  private static final Map<Integer, Integer> PRIVATE =
      UNICODE.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private PrivateUseLetters() {}

  private static void put(int first, String letters) {
    int number = first;
    for (int letter : letters.codePoints().toArray()) {
      UNICODE.put(number, letter);
      number++;
    }
  }

  /** The text with Unicode's own number of each letter; other private numbers stay. */
  public static String unicode(String text) {
    return written(text, UNICODE);
  }

  /**
   * How the text may have been sent: in every spelling if it has few of these letters; else as it
   * is, with all of them private, and with none.
   */
  public static Set<String> spellings(String text) {
    String unicode = unicode(text);
    return unicode.codePoints().filter(PRIVATE::containsKey).count() <= FEW
        ? every(unicode)
        : new LinkedHashSet<>(List.of(text, unicode, written(unicode, PRIVATE)));
  }

  private static Set<String> every(String unicode) {
    Set<String> begun = Set.of("");
    for (int letter : unicode.codePoints().toArray()) {
      Set<String> longer = new LinkedHashSet<>();
      for (String spelling : begun) {
        longer.add(spelling + Character.toString(letter));
        if (PRIVATE.containsKey(letter)) {
          longer.add(spelling + Character.toString(PRIVATE.get(letter)));
        }
      }
      begun = longer;
    }
    return begun;
  }

  private static String written(String text, Map<Integer, Integer> numbers) {
    return text.codePoints()
        .map(letter -> numbers.getOrDefault(letter, letter))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

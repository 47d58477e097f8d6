package org.rtcroom.dossier;

import java.nio.charset.Charset;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.rtcroom.kernel.PrivateUseLetters;

/**
 * The letters and signs of GB 18030-2022, implementation level 2: all of one and two bytes, the
 * ideographs of four bytes of level 1, and those of the Table of General Standard Chinese
 * Characters that stand in none of these.
 */
final class LevelTwo {

  /** 196 letters, all beyond Unicode's first plane. */
  static final String OF_THE_TABLE =
      "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓"
          + "𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡"
          + "𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀"
          + "𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓";

  /** How many there are. */
  static final int COUNT = 28_784;

  private static final Charset GB18030 = Charset.forName("GB18030");

  private LevelTwo() {}

  /** In order of Unicode. */
  static TreeSet<Integer> letters() {
    TreeSet<Integer> letters = new TreeSet<>();
    IntStream.range(0x20, 0x7F).forEach(letters::add);
    IntStream.rangeClosed(0x3400, 0x4DB5).forEach(letters::add);
    IntStream.rangeClosed(0x4E00, 0x9FEF).forEach(letters::add);
    OF_THE_TABLE.codePoints().forEach(letters::add);
    for (int lead = 0x81; lead <= 0xFE; lead++) {
      for (int trail = 0x40; trail <= 0xFE; trail++) {
        if (trail != 0x7F) {
          addDecoded(letters, new byte[] {(byte) lead, (byte) trail});
        }
      }
    }
    letters.add((int) 'ḿ');
    return letters;
  }

  /** What is left to private use are the zones that users define. */
  private static void addDecoded(TreeSet<Integer> letters, byte[] bytes) {
    String text = PrivateUseLetters.unicode(new String(bytes, GB18030));
    int letter = text.codePointAt(0);
    if (Character.getType(letter) != Character.PRIVATE_USE && letter != 0xFFFD) {
      letters.add(letter);
    }
  }
}

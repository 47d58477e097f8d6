package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/** Which families serve what. */
class OperationsTest {

  @Test
  void thePathsNameExactlyTheFamiliesThatCan() {
    assertThat(Operations.STREAM_FAMILIES).isEqualTo(path(Capability.STREAMS));
    assertThat(Operations.WEB_FAMILIES).isEqualTo(path(Capability.NUMBERED));
  }

  private static String path(Capability capability) {
    return Arrays.stream(RoomType.values())
        .filter(type -> type.can(capability))
        .map(RoomType::family)
        .collect(Collectors.joining("|", "{family: ", "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "LIVE,add_anchor,true",
    "DOUBLE,add_anchor,false",
    "MULTI,anchor_heartbeat,false",
    "DOUBLE,add_pusher,true",
    "LIVE,merge_stream,true",
    "MULTI,merge_stream,false",
    "DOUBLE,get_audiences,false",
    "MULTI,set_custom_field,false",
    "LIVE,get_custom_info,true",
    "WEBEXE,delete_room,true",
    "WEBRTC,delete_room,false",
    "WEBRTC,enter_room,true"
  })
  void whatATypeCannotIsNotServed(RoomType type, String operation, boolean served) {
    assertThat(Operations.served(type, operation)).isEqualTo(served);
  }
}

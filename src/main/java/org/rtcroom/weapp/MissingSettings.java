package org.rtcroom.weapp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.room.GroupChat;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomType;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.StreamSettings;

/**
 * Names settings that production or a real cloud needs and that are not set, and those whose value
 * some clients cannot use; never a value.
 */
@ApplicationScoped
class MissingSettings {

  private static final List<String> PLAIN =
      List.of(
          "roomservice.im.sdk-app-id",
          "roomservice.im.account-type",
          "roomservice.im.administrator",
          "roomservice.live.biz-id",
          "roomservice.live.push-host",
          "roomservice.live.play-host");

  private static final List<String> SECRET =
      List.of(
          "roomservice.identity.token-key",
          "roomservice.live.push-key",
          "roomservice.live.play-key",
          "roomservice.stream.name-key");

  /** What installed clients look for in a push address, to make a play address of it. */
  private static final String PUSH_HOST_WORD = "livepush";

  @Inject Settings settings;
  @Inject RoomSettings rooms;
  @Inject StreamSettings streams;
  @Inject GroupChat groups;
  @Inject LivePlatform live;

  List<String> names() {
    List<String> missing = new ArrayList<>();
    PLAIN.stream().filter(name -> settings.optionalText(name).isEmpty()).forEach(missing::add);
    SECRET.stream().filter(name -> !given(name)).forEach(missing::add);
    boolean ticketKey = given("roomservice.im.private-key") || given("roomservice.im.secret-key");
    if (!ticketKey) {
      missing.add("roomservice.im.private-key");
    }
    if (!groups.enabled()) {
      missing.add("roomservice.im.enabled");
    }
    if (!live.enabled()) {
      missing.add("roomservice.live.api-enabled");
    }
    for (RoomType type : RoomType.values()) {
      if (rooms.policyOf(type).enabled() && rooms.policyOf(type).admission().isEmpty()) {
        missing.add("roomservice.rooms." + type.family().replace('_', '-') + ".admission");
      }
    }
    return missing;
  }

  /** What will not work for some clients, though nothing is missing. */
  List<String> warnings() {
    return streams.pushHost().contains(PUSH_HOST_WORD)
        ? List.of()
        : List.of(
            "roomservice.live.push-host has no \""
                + PUSH_HOST_WORD
                + "\" in it: Android and iOS clients that mix two broadcasts replace this word to"
                + " get the play address");
  }

  /** A secret is given by itself or by the name of its file. */
  private boolean given(String name) {
    return settings.optionalText(name).isPresent()
        || settings.optionalText(name + "-file").isPresent();
  }
}

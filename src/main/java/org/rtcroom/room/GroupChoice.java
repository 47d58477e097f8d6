package org.rtcroom.room;

/** The choice of the owner of IM groups. Setting {@code roomservice.im.group-owner}. */
public enum GroupChoice {
  SERVER,
  CLIENT,
  /** The client where it speaks the newer dialect and said so at login, else the server. */
  AUTO;

  GroupOwner ownerFor(RoomType type, boolean platformKnown) {
    boolean clientOwns =
        this == CLIENT || (this == AUTO && type.can(Capability.ANCHOR_DIALECT) && platformKnown);
    return clientOwns ? GroupOwner.CLIENT : GroupOwner.SERVER;
  }
}

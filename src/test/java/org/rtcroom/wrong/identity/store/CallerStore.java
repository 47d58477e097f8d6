package org.rtcroom.wrong.identity.store;

import org.rtcroom.wrong.identity.Caller;

public class CallerStore {

  Caller caller = new Caller();
}

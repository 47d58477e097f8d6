package org.rtcroom.wrong.identity;

import org.rtcroom.wrong.identity.store.CallerStore;

public class Caller {

  CallerStore store = new CallerStore();
}

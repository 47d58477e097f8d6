package org.rtcroom.verifier;

/** Why a line of a chain is not right, as far as the lines before it show. */
record Objection(Finding.Kind kind, String text) {}

package org.rtcroom.stream;

/**
 * The live platform's answer to a {@link MixRequest}.
 *
 * @param code 0 when the streams are mixed, else the platform's own number
 * @param message the platform's words; empty if it gave none
 * @param timestamp the platform's time, seconds since 1970; 0 if it gave none
 */
public record MixAnswer(int code, String message, long timestamp) {}

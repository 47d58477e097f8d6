package org.rtcroom.room;

/**
 * Which part of a list is wanted.
 *
 * @param index place of the first, from 0
 * @param count how many at most; none if below 1
 */
public record ListRange(long index, int count) {}

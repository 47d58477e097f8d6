package org.rtcroom.checkpoint;

/**
 * A line of the copy outside the database, without its line feed.
 *
 * @param checkpoint number of the checkpoint that it is or stands before; the highest there can be
 *     if none follows
 */
public record CopyEntry(long checkpoint, String line) {}

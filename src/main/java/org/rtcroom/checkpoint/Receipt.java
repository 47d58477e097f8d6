package org.rtcroom.checkpoint;

/**
 * What a witness answered when it was shown a checkpoint.
 *
 * @param witness what sort of witness, such as {@code url}
 * @param atMillis when the answer came, by the clock of the node that asked
 * @param answer its bytes; none if that sort of witness says nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Receipt(long number, String witness, long atMillis, byte[] answer) {}

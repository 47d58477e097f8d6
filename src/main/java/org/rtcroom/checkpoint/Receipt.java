package org.rtcroom.checkpoint;

/**
 * The answer of a witness that was shown a checkpoint.
 *
 * @param witness its sort, such as {@code url}
 * @param atMillis when the answer came, by the clock of the node that asked
 * @param answer its bytes; none if that sort of witness says nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Receipt(long number, String witness, long atMillis, byte[] answer) {}

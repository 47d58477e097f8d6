package org.rtcroom.kernel;

/**
 * Marks exceptions that say what the world around the service does, such as a database that does
 * not answer. One line of the log tells them; any other exception is a mistake of the service, and
 * the log shows where it happened.
 */
public interface ExpectedFailure {}

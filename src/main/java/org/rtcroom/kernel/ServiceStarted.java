package org.rtcroom.kernel;

/**
 * Fired once in the life of a node, when all that must be there before the first request is. All
 * that works by itself, in threads or by timers, begins now and not earlier: until all of the
 * service has started, WildFly lets EJBs answer no thread but the starting one, and if that never
 * comes, the threads that wait keep the server from stopping.
 */
public record ServiceStarted() {}

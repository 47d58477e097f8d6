package org.rtcroom.kernel;

/**
 * Fired when this node finds that it must not serve any more. Only another start changes that.
 *
 * @param reason for the operator, with what there is to do
 */
public record ServiceHalted(String reason) {}

/**
 * Verifies the audit history: chains of lines, checkpoints, exports and dossiers, as
 * journal-format.md and checkpoint-format.md describe them.
 *
 * <p>Knows nobody and nothing but the JDK, not even the settings, so that it can be run by a
 * stranger, as one small jar, years later. What it reads may be a file or the database: it asks for
 * series of records in a fixed order and keeps only a few of them in memory.
 */
@NullMarked
package org.rtcroom.verifier;

import org.jspecify.annotations.NullMarked;

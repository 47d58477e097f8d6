/**
 * Dossiers: one session put on record in a file, for people to read and for strangers to verify.
 *
 * <p>Knows how lines are written and how pages and PDFs are made. Does not know the database, HTTP,
 * or the reader.
 */
@NullMarked
package org.rtcroom.dossier;

import org.jspecify.annotations.NullMarked;

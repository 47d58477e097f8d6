/**
 * The database as such: transactions, statements by JDBC and what their dialects share, migration
 * of the schema, the guard of its roles, and leases that one node holds at a time.
 *
 * <p>Knows the settings. Does not know what is stored.
 */
@NullMarked
package org.rtcroom.database;

import org.jspecify.annotations.NullMarked;

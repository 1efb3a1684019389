/**
 * The directory: domains, users, aliases, groups, plans and administrators, kept by OpenJPA in a database of its own (HSQLDB, CACHED
 * tables, under {@code DATA/directory}) or in any SQL database that OpenJPA speaks.
 *
 * <p>Trusts: its database files, once they opened; the callers of {@code DirectoryAdmin}, who decide whether a change is allowed.
 * Does not trust: names, passwords and CSV files, which are checked and bounded here.
 *
 * <p>A crash loses no change whose call returned: a commit is written to the log of the database and synced before. A change in
 * the middle of its call is there whole or not at all. An import loses at most the lines of the transaction in work (1,000 lines); it can be repeated.
 */
package org.sheng.directory.internal;

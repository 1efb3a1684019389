/**
 * Domains, users, aliases, groups, plans. An administrator of domains sees and changes only theirs, and hands out no more than the domain
 * has ({@link org.sheng.administration.internal.directory.Ceiling}).
 */
package org.sheng.administration.internal.directory;

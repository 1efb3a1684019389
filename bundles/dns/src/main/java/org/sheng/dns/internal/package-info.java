/** Resolver with own cache, on dnsjava. */
package org.sheng.dns.internal;

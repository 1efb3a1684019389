/** Directory on OpenJPA and HSQLDB. */
package org.sheng.directory.internal;

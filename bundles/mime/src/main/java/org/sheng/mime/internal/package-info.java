/** MIME parsing on Mime4j: envelope, body structure, header fields. */
package org.sheng.mime.internal;

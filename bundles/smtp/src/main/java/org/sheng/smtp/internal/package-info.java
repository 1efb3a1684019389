/** SMTP and submission server. */
package org.sheng.smtp.internal;

/** Verifies logins: password hashes, SASL mechanisms, remembered logins. */
package org.sheng.auth.internal;

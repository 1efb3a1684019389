/** Load, side by side with peers. */
package org.sheng.bench;

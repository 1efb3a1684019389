/** Services of the node: what runs, start and stop. */
package org.sheng.administration.internal.services;

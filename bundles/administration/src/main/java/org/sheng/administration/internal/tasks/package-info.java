/** Long work: what runs, how far it is, ending it. */
package org.sheng.administration.internal.tasks;

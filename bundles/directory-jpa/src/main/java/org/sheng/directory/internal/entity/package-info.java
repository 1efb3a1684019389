/** The tables of the directory. Rows never leave the engine: contracts speak in records. */
package org.sheng.directory.internal.entity;

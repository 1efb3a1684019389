/** Mail store on RocksDB. */
package org.sheng.store.internal;

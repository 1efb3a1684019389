/**
 * The mail store on RocksDB.
 */
package org.sheng.store.rocksdb.internal;

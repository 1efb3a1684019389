package org.sheng.store;

/**
 * What any {@link MailStore} must do, said through its contract alone. An implementation's test extends it and says how
 * to open and close a store. The parts are the classes it extends, one a subject.
 */
public abstract class StoreContract extends RandomContract {
}

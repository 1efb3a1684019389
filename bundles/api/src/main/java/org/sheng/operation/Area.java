package org.sheng.operation;

/** What an operation is about. An administrator can be narrowed to some areas. */
public enum Area {
    /** Domains, users, aliases, groups, plans. */
    DIRECTORY,
    /** Services of the node: start, stop, limits. */
    SERVICES,
    /** Messages that wait, and the way of messages. */
    MAIL_FLOW,
    /** Connections of users and other hosts. */
    SESSIONS,
    /** Settings, certificates, SNMP. */
    CONFIGURATION,
    /** Bundles and features. */
    BUNDLES,
    /** The node itself and its host. */
    NODE,
    /** Administrators, their tokens and sessions. */
    ADMINISTRATORS,
    /** Who did what, when. */
    AUDIT
}

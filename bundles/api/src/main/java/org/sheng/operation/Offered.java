package org.sheng.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How an operation is offered: its line in the table of all there is. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Offered {

    /** In the shell {@code sheng:NAME}, in OpenAPI the operationId, in the audit the action: {@code [a-z]+(-[a-z]+)*}, unique in the node. */
    String name();

    /**
     * Method and path below {@code /api/v1}, for example {@code GET /domains/{name}}. Each name in braces is a component of the
     * input. Other components are in the query of a GET or DELETE, and properties of the JSON body else.
     */
    String http();

    Area area();

    Access access();

    /** What it does: one sentence, English. */
    String text();

    /**
     * True: it may take longer than a request should; it is run as a task, which is watched and cancelled. Other changes of the same path may be made while it
     * runs: it looks after that itself.
     */
    boolean task() default false;

    /** True: an administrator of domains may call it, within their domains; see {@link Operation#scope}. */
    boolean forDomains() default false;
}

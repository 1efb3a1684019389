/**
 * What servlets of the node agree on with its HTTPS server. A servlet is an OSGi service of the type
 * {@code jakarta.servlet.Servlet} with the properties of the HTTP whiteboard
 * ({@code osgi.http.whiteboard.servlet.pattern}); it is reached while the service {@code https} is up.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.web;

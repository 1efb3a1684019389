/**
 * IMAP4rev1 (RFC 3501) for mail clients, with the extensions that {@code CAPABILITY} names.
 *
 * <p>{@code parse} turns bytes into commands, {@code session} holds what a connection knows, {@code command} has one file for each command and
 * their table, {@code write} makes responses.
 *
 * <p>Trusts nobody before the authenticator did, and after that trusts a client with its own account alone. Every input is bounded before it is read; messages
 * are streamed both ways. Keeps nothing of its own: a crash loses what was not answered yet, and {@code \Seen} marks that a BODY[] made in the last moments.
 */
package org.sheng.imap.internal;

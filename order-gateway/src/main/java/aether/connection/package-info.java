/** TCP connections of an order session: the primary one, its backup, and the drop copy. */
package aether.connection;

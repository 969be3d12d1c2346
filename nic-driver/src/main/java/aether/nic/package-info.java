/**
 * The NIC port: how frames come in and go out, whatever brings them. Everything above this package sees a frame as a
 * bounds-checked {@link org.agrona.DirectBuffer}; no raw address leaves the driver.
 */
package aether.nic;

package aether.nic.pcap;

import java.io.IOException;

/** A capture file that cannot be used. The message names the file and what is wrong with it. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    public CaptureException(final String message) {
        super(message);
    }
}

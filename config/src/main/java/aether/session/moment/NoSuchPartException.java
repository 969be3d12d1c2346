package aether.session.moment;

import aether.console.UsageException;

/** A session has nothing of the part that was asked for. */
public final class NoSuchPartException extends UsageException {
    private static final long serialVersionUID = 1;

    NoSuchPartException(final String message) {
        super(message);
    }
}

package aether.web;

import java.io.IOException;

/** What there is at one path. */
@FunctionalInterface
interface Resource {
    /** {@code accept}: the types that whoever asks takes, as HTTP's Accept says it; null when it says nothing. Any thread. */
    Answer answer(String accept) throws IOException;
}

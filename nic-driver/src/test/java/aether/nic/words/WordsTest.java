package aether.nic.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes by address stays inside its bounds. */
class WordsTest {
    @TempDir
    Path directory;

    @Test
    void shouldWriteWordsIntoAFile() throws IOException {
        final Path file = directory.resolve("words");
        final SharedWords words = SharedWords.create(file, 6 * Long.BYTES);
        words.put(0, 0x0102030405060708L);
        words.putOpaque(1, -1);
        words.putRelease(5, 77);
        words.put(2, new long[] {9, 10, 11, 12}, 1, 2);
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        final long[] read = new long[6];
        bytes.asLongBuffer().get(read);
        assertArrayEquals(new long[] {0x0102030405060708L, -1, 10, 11, 0, 77}, read);
        assertThrows(FileAlreadyExistsException.class, () -> SharedWords.create(file, 64));
        assertThrows(IOException.class, () -> SharedWords.create(directory.resolve("large"), 1L << 31));
    }

    @Test
    void shouldRefuseEveryWordThatIsNotThere() {
        final ByteBuffer memory = ByteBuffer.allocateDirect(3 * Long.BYTES + 7);
        final SharedWords words = SharedWords.of(memory);
        for (final int word : new int[] {-1, 3, 4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> words.put(word, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> words.putOpaque(word, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> words.putRelease(word, 1));
        }
        final long[] source = new long[4];
        assertThrows(IndexOutOfBoundsException.class, () -> words.put(0, source, 0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> words.put(2, source, 0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> words.put(-1, source, 0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> words.put(0, source, 3, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> words.put(0, source, 0, -1));
        assertEquals(new UnsafeBuffer(memory), new UnsafeBuffer(ByteBuffer.allocateDirect(3 * Long.BYTES + 7)));
    }
}

package aether.replay;

import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** How captures are compressed, told by their first bytes and not by their names. Everything is decompressed in Java. */
public enum CaptureCodec {
    /** RFC 1952; several members behind each other are one stream. */
    GZIP(0x1F8B_0000, 0xFFFF_0000) {
        @Override
        InputStream open(final InputStream compressed) throws IOException {
            return new GZIPInputStream(compressed, WINDOW);
        }
    },
    /** RFC 8878. */
    ZSTD(0x28B5_2FFD, 0xFFFF_FFFF) {
        @Override
        InputStream open(final InputStream compressed) {
            return new ZstdJavaInputStream(compressed);
        }
    },
    /** The LZ4 frame format. */
    LZ4(0x0422_4D18, 0xFFFF_FFFF) {
        @Override
        InputStream open(final InputStream compressed) throws IOException {
            return new FramedLZ4CompressorInputStream(compressed, true);
        }
    };

    private static final int WINDOW = 64 * 1024;

    private final int magic;
    private final int mask;

    CaptureCodec(final int magic, final int mask) {
        this.magic = magic;
        this.mask = mask;
    }

    abstract InputStream open(InputStream compressed) throws IOException;

    /** The capture inside a file, whatever it is compressed with; one that is not can be entered anywhere. */
    public static ReadableByteChannel open(final Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            final ByteBuffer first = ByteBuffer.allocate(Integer.BYTES);
            while (first.hasRemaining() && channel.read(first) > 0) {
                // Until there is enough to tell.
            }
            channel.position(0);
            final CaptureCodec codec = first.hasRemaining() ? null : of(first.getInt(0));
            return codec == null
                    ? channel
                    : new Decompressed(
                            codec, codec.open(new BufferedInputStream(Channels.newInputStream(channel), WINDOW)));
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Null for what is not compressed. */
    private static CaptureCodec of(final int start) {
        for (final CaptureCodec codec : values()) {
            if ((start & codec.mask) == codec.magic) {
                return codec;
            }
        }
        return null;
    }

    /** Whatever a codec throws at damaged input is an error of reading. */
    private static final class Decompressed implements ReadableByteChannel {
        private final CaptureCodec codec;
        private final InputStream stream;
        private final byte[] bytes = new byte[WINDOW];
        private boolean isOpen = true;

        Decompressed(final CaptureCodec codec, final InputStream stream) {
            this.codec = codec;
            this.stream = stream;
        }

        @Override
        public int read(final ByteBuffer into) throws IOException {
            try {
                final int read = stream.read(bytes, 0, Math.min(bytes.length, into.remaining()));
                if (read > 0) {
                    into.put(bytes, 0, read);
                }
                return read;
            } catch (final IOException | RuntimeException e) {
                throw new IOException(
                        "the " + codec.name().toLowerCase(java.util.Locale.ROOT) + " stream is cut or damaged: "
                                + e.getMessage(),
                        e);
            }
        }

        @Override
        public boolean isOpen() {
            return isOpen;
        }

        @Override
        public void close() throws IOException {
            isOpen = false;
            stream.close();
        }
    }
}

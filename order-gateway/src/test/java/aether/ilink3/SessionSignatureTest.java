package aether.ilink3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Scenario 73: what is signed, and with what result. */
class SessionSignatureTest {
    private static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "KEY", "TRADER", "DE", "Aether", "0.1", "Maker", 10_000);

    private final SessionWriter writer = new SessionWriter(SETTINGS);

    @Test
    void shouldSignTheValuesOfANegotiate() {
        final SessionSignature signature = new SessionSignature("c2VjcmV0");
        writer.negotiate(1_563_720_650_008_226L, 1_563_720_650_000_000_000L);
        assertEquals("1563720650000000000\n1563720650008226\nABC\nFIRM1", signature.canonical(writer.buffer(), 0));
    }

    @Test
    void shouldSignTheValuesOfAnEstablish() {
        final SessionSignature signature = new SessionSignature("c2VjcmV0");
        writer.establish(7, 8, 9);
        assertEquals("8\n7\nABC\nFIRM1\nAether\n0.1\nMaker\n9\n10000", signature.canonical(writer.buffer(), 0));
    }

    /** The test case of RFC 4231, section 4.3. */
    @Test
    void shouldBeHmacSha256() {
        final String key = Base64.getUrlEncoder().withoutPadding().encodeToString("Jefe".getBytes());
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                HexFormat.of().formatHex(new SessionSignature(key).of("what do ya want for nothing?")));
    }

    @Test
    void shouldRefuseWhatWasSignedOtherwise() {
        final int length = writer.negotiate(7, 8);
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[length]);
        frame.putBytes(0, writer.buffer(), 0, length);
        final SessionSignature signature = new SessionSignature("c2VjcmV0");
        assertFalse(signature.isRight(frame, 0));
        signature.sign(frame, 0);
        assertTrue(signature.isRight(frame, 0));
        assertFalse(new SessionSignature("YW5vdGhlcg").isRight(frame, 0));
        frame.putByte(Sofh.BODY + 55, (byte) 1);
        assertFalse(signature.isRight(frame, 0));
    }
}

package aether.ilink3;

import aether.ilink3.codec.EstablishDecoder;
import aether.ilink3.codec.EstablishEncoder;
import aether.ilink3.codec.MessageHeaderDecoder;
import aether.ilink3.codec.NegotiateDecoder;
import aether.ilink3.codec.NegotiateEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.MutableDirectBuffer;

/**
 * Signs Negotiate and Establish with HMAC-SHA256 over their values, in the form that CME's API signature pages give: the values
 * joined by line feeds. It stands outside the session, so that the secret is in no state, no journal and no replay. Cold path.
 */
public final class SessionSignature {
    /** Bytes of a signature. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NegotiateDecoder negotiate = new NegotiateDecoder();
    private final EstablishDecoder establish = new EstablishDecoder();

    /** With a secret key in base64url, as the exchange issues it. */
    public SessionSignature(final String secretKey) {
        secret = Base64.getUrlDecoder().decode(secretKey.strip());
    }

    /** True for the messages that are signed. */
    public static boolean isSigned(final int templateId) {
        return templateId == NegotiateDecoder.TEMPLATE_ID || templateId == EstablishDecoder.TEMPLATE_ID;
    }

    /** Writes the signature into the frame. */
    public void sign(final MutableDirectBuffer buffer, final int frame) {
        final byte[] signature = of(canonical(buffer, frame));
        buffer.putBytes(signatureOffset(buffer, frame), signature);
    }

    /** True when the frame carries the right signature. */
    public boolean isRight(final MutableDirectBuffer buffer, final int frame) {
        final byte[] found = new byte[LENGTH];
        buffer.getBytes(signatureOffset(buffer, frame), found);
        return java.security.MessageDigest.isEqual(found, of(canonical(buffer, frame)));
    }

    private static int signatureOffset(final MutableDirectBuffer buffer, final int frame) {
        return frame
                + Sofh.BODY
                + (Sofh.templateId(buffer, frame) == NegotiateDecoder.TEMPLATE_ID
                        ? NegotiateEncoder.hMACSignatureEncodingOffset()
                        : EstablishEncoder.hMACSignatureEncodingOffset());
    }

    /** The text that is signed. */
    String canonical(final MutableDirectBuffer buffer, final int frame) {
        if (Sofh.templateId(buffer, frame) == NegotiateDecoder.TEMPLATE_ID) {
            negotiate.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, header);
            return negotiate.requestTimestamp() + "\n" + Long.toUnsignedString(negotiate.uUID()) + "\n"
                    + negotiate.session() + "\n" + negotiate.firm();
        }
        establish.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, header);
        return establish.requestTimestamp() + "\n" + Long.toUnsignedString(establish.uUID()) + "\n"
                + establish.session() + "\n" + establish.firm() + "\n" + establish.tradingSystemName() + "\n"
                + establish.tradingSystemVersion() + "\n" + establish.tradingSystemVendor() + "\n"
                + establish.nextSeqNo() + "\n" + establish.keepAliveInterval();
    }

    byte[] of(final String canonical) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }
}

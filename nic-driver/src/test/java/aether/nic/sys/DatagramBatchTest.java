package aether.nic.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the two receive times of a datagram is used. */
class DatagramBatchTest {
    private static final long KERNEL = 1_700_400_000_000_000_000L;

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "-1500, true, a card kept to the system's clock stamps a moment before the kernel",
        "999999, true, within a millisecond after it",
        "37000000000, false, a card that runs in TAI",
        "-1700399999000000000, false, a card whose clock began when it was switched on",
        "-1000000, false, a clock that is a millisecond behind"
    })
    void shouldUseTheCardsStampOnlyWhereItsClockIsTheSystems(
            final long difference, final boolean isUsed, final String what) {
        assertEquals(isUsed, DatagramBatch.isOfKernelsTime(KERNEL + difference, KERNEL), what);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "0, 1700400000000000000, false", "1700400000000000000, 0, true"})
    void shouldDoWithTheOneThatThereIs(final long hardwareNs, final long kernelNs, final boolean isUsed) {
        assertEquals(isUsed, DatagramBatch.isOfKernelsTime(hardwareNs, kernelNs));
    }
}

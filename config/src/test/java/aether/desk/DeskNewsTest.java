package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import aether.ilink3.SessionEnd;
import org.junit.jupiter.api.Test;

class DeskNewsTest {
    private final DeskNews news = new DeskNews();

    @Test
    void shouldSayThatASessionIsTriedAgain() {
        news.ended(SessionEnd.CONNECTION_LOST, "");
        assertEquals("order session ended: CONNECTION_LOST; connecting again", news.next());
        assertEquals("order session ended: CONNECTION_LOST; connecting again", news.alert());
        assertEquals("", news.refusal());
    }

    @Test
    void shouldSayWhatAnOperatorHasToDo() {
        news.ended(SessionEnd.NUMBERS_REFUSED, "sequence number of another session");
        assertEquals(
                "ORDER SESSION DOWN, not tried again: sequence number of another session; talk to the venue, see that "
                        + "nobody else uses this session, and start again",
                news.next());
        assertEquals("", news.refusal());
    }

    @Test
    void shouldKeepWhyAVenueRefusesForGood() {
        news.ended(SessionEnd.REFUSED, "HMAC not valid");
        assertEquals(
                "order session refused for good: HMAC not valid; correct orders.session, its access key or its secret, "
                        + "and start again",
                news.refusal());
        assertEquals(news.refusal(), news.next());
    }

    @Test
    void shouldSayNothingOfAnEndThatWasAskedFor() {
        news.ended(SessionEnd.REQUESTED, "");
        assertNull(news.next());
        assertEquals("", news.alert());
    }

    @Test
    void shouldTakeTheAlertBackWithTheKillSwitch() {
        news.killed();
        assertEquals("KILL SWITCH ON; 'aether rearm' releases it", news.alert());
        news.rearmed();
        assertEquals("", news.alert());
    }

    @Test
    void shouldNotKeepWhatNobodyTakesForEver() {
        for (int i = 0; i < 1_000; i++) {
            news.add("news " + i);
        }
        int kept = 0;
        while (news.next() != null) {
            kept++;
        }
        assertEquals(64, kept);
    }
}

package aether.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aether.cluster.ClusterContext.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Settings that cannot work are refused with what is wrong. */
class ClusterContextTest {
    private static final List<Member> MEMBERS =
            List.of(new Member("a", 20_000), new Member("b", 20_000), new Member("c", 20_000));

    @Test
    void shouldRefuseWhatCannotWork() {
        refused(
                "members must be an odd number, or half of them cannot decide; there are 2",
                context -> context.members(MEMBERS.subList(0, 2)));
        refused("member must be 0 to 2, not 3", context -> context.memberId(3));
        refused(
                "member 0 and member 2 share ports of a: each takes 6",
                context -> context.members(List.of(MEMBERS.get(0), MEMBERS.get(1), new Member("a", 20_004))));
        refused(
                "members: the port of member 1 must be 1 to 65530, not 65532",
                context -> context.members(List.of(MEMBERS.get(0), new Member("b", 65_532), MEMBERS.get(2))));
        refused("heartbeat must be at least twice the election's time", context -> context.heartbeatNs(90_000_000));
        refused("election must be at least 10ms", context -> context.electionNs(9_999_999));
        refused(
                "member 1 and the copy share ports of b: each takes 6",
                context -> context.place(new Member("b", 20_005)));
        refused("the port of the copy must be 1 to 65530, not 0", context -> context.place(new Member("backup", 0)));
        refused("keepSnapshots must be 0, for all, or at least 2", context -> context.keepSnapshots(1));
        refused("park must be 0, or 1us to 10ms", context -> context.parkNs(10_000_001));
    }

    private static void refused(final String why, final UnaryOperator<ClusterContext> change) {
        final ClusterContext context =
                new ClusterContext().members(MEMBERS).directory(Path.of("log")).aeronDirectory(Path.of("shm"));
        assertEquals(
                why,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> change.apply(context).conclude())
                        .getMessage());
    }
}

package aether.cluster;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Who of the cluster listens where: the ports of a member, one behind the other. */
final class MemberPorts {
    private static final int ARCHIVE = 0;
    private static final int INGRESS = 1;
    private static final int CONSENSUS = 2;
    private static final int LOG = 3;
    private static final int CATCH_UP = 4;
    private static final int PEER = 5;

    private MemberPorts() {}

    /** As Aeron wants it: id, ingress, consensus, log, catch-up, archive; one behind the other. */
    static String all(final List<ClusterContext.Member> members) {
        final StringBuilder text = new StringBuilder();
        for (int id = 0; id < members.size(); id++) {
            final ClusterContext.Member member = members.get(id);
            final StringJoiner endpoints = new StringJoiner(",", "", "|");
            endpoints.add(String.valueOf(id));
            for (final int port : new int[] {INGRESS, CONSENSUS, LOG, CATCH_UP, ARCHIVE}) {
                endpoints.add(endpoint(member, port));
            }
            text.append(endpoints);
        }
        return text.toString();
    }

    static String archive(final ClusterContext.Member member) {
        return "aeron:udp?endpoint=" + endpoint(member, ARCHIVE);
    }

    /** Where a copy hears what it asked members for. */
    static String consensus(final ClusterContext.Member place) {
        return "aeron:udp?endpoint=" + endpoint(place, CONSENSUS);
    }

    /** Whom a copy may ask. */
    static String consensusOf(final List<ClusterContext.Member> members) {
        return members.stream().map(member -> endpoint(member, CONSENSUS)).collect(Collectors.joining(","));
    }

    /** Where the log is sent to what has fallen behind. */
    static String catchUp(final ClusterContext.Member place) {
        return endpoint(place, CATCH_UP);
    }

    /** For word beside the log. */
    static String peer(final ClusterContext.Member member) {
        return "aeron:udp?endpoint=" + endpoint(member, PEER);
    }

    /** Any port: for what this member asks of others. */
    static String replication(final ClusterContext.Member member) {
        return "aeron:udp?endpoint=" + member.host() + ":0";
    }

    private static String endpoint(final ClusterContext.Member member, final int port) {
        return member.host() + ":" + (member.port() + port);
    }

    /** As below, for a member. */
    static void requireFree(final int id, final ClusterContext.Member member) {
        requireFree("cluster.members: member " + id, member);
    }

    /** Says at once what would otherwise show after ten seconds, and elsewhere; {@code who} wants them. */
    static void requireFree(final String who, final ClusterContext.Member member) {
        for (int port = member.port(); port < member.port() + ClusterContext.PORTS; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(member.host()), port));
            } catch (final UnknownHostException e) {
                throw new ClusterException(who + ": the host " + member.host() + " is not known", e);
            } catch (final BindException e) {
                throw new ClusterException(
                        who + ": UDP port " + port + " of " + member.host() + " cannot be had (" + e.getMessage()
                                + "): it is in use, by another process of the same place perhaps, or this machine is not "
                                + member.host(),
                        e);
            } catch (final SocketException e) {
                throw new ClusterException(who + ": " + e.getMessage(), e);
            }
        }
    }
}

#!/usr/bin/env bash
# Aeron Cluster 1.51.0: the ingress port of a member is bound by nobody until an election is over.
#
# A member's entry in clusterMembers names five ports. One that was started and waits for others holds its consensus and archive ports,
# and not its ingress port: that one is free for any process of the machine, and for any socket that asks the kernel for a port, such as
# an archive's or a cluster's own replication channel on port 0, when it lies in the kernel's range (net.ipv4.ip_local_port_range). A
# check at the start that all ports are free does not help; ports outside of that range do. (A member whose port was taken meanwhile
# is elected, cannot listen, says "Address already in use", and stands again, for ever.)
#
# Seen: which ports of a member can be bound by somebody else, while it is alone, and after an election of three.
#
# Needs Maven and a JDK 17 or newer. Installs into a temporary folder, runs nothing but the library; loopback only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.aeron</groupId><artifactId>aeron-cluster</artifactId><version>1.51.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >/dev/null

cat >IngressPort.java <<'JAVA'
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.Archive;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.logbuffer.Header;
import java.io.File;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.agrona.DirectBuffer;

public class IngressPort {
    static final int FIRST = 21_700;
    static final int MEMBERS = 3;
    static final String[] NAMES = {"ingress", "consensus", "archive"};
    static final int[] OFFSETS = {0, 1, 4};

    static class Nothing implements ClusteredService {
        volatile Cluster.Role role = Cluster.Role.FOLLOWER;
        public void onStart(Cluster cluster, Image snapshot) { role = cluster.role(); }
        public void onSessionOpen(ClientSession session, long timestamp) {}
        public void onSessionClose(ClientSession session, long timestamp, CloseReason reason) {}
        public void onSessionMessage(
                ClientSession session, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {}
        public void onTimerEvent(long correlationId, long timestamp) {}
        public void onTakeSnapshot(ExclusivePublication publication) {}
        public void onRoleChange(Cluster.Role newRole) { role = newRole; }
        public void onTerminate(Cluster cluster) {}
    }

    static int port(int member, int offset) {
        return FIRST + member * 10 + offset;
    }

    static boolean isFree(int port) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.net.BindException e) {
            return false;
        }
    }

    static Nothing start(int id, String members) {
        String aeron = new File("aeron" + id).getAbsolutePath();
        String ipc = "aeron:ipc?term-length=64k";
        AeronArchive.Context client = new AeronArchive.Context()
                .aeronDirectoryName(aeron).controlRequestChannel(ipc).controlResponseChannel(ipc);
        ClusteredMediaDriver.launch(
                new MediaDriver.Context().aeronDirectoryName(aeron).dirDeleteOnStart(true).threadingMode(ThreadingMode.SHARED)
                        .termBufferSparseFile(true),
                new Archive.Context().aeronDirectoryName(aeron).archiveDir(new File("archive" + id))
                        .controlChannel("aeron:udp?endpoint=127.0.0.1:" + port(id, 4)).localControlChannel(ipc)
                        .replicationChannel("aeron:udp?endpoint=127.0.0.1:0").recordingEventsEnabled(false)
                        .threadingMode(ArchiveThreadingMode.SHARED),
                new ConsensusModule.Context().aeronDirectoryName(aeron).clusterMemberId(id).clusterMembers(members)
                        .clusterDir(new File("cluster" + id)).archiveContext(client.clone())
                        .ingressChannel("aeron:udp?term-length=64k").replicationChannel("aeron:udp?endpoint=127.0.0.1:0"));
        Nothing service = new Nothing();
        ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context().aeronDirectoryName(aeron)
                .clusterDir(new File("cluster" + id)).archiveContext(client.clone()).clusteredService(service));
        return service;
    }

    static void show(String when, int id) throws Exception {
        for (int i = 0; i < NAMES.length; i++) {
            System.out.println(when + ": member " + id + " " + NAMES[i] + (isFree(port(id, OFFSETS[i])) ? " free" : " in use"));
        }
    }

    public static void main(String[] args) throws Exception {
        StringBuilder members = new StringBuilder();
        for (int id = 0; id < MEMBERS; id++) {
            members.append(id);
            for (int offset = 0; offset < 5; offset++) {
                members.append(",127.0.0.1:").append(port(id, offset));
            }
            members.append('|');
        }
        Nothing[] services = new Nothing[MEMBERS];
        services[0] = start(0, members.toString());
        Thread.sleep(5_000);
        show("alone", 0);
        services[1] = start(1, members.toString());
        services[2] = start(2, members.toString());
        int leader = -1;
        for (long deadline = System.nanoTime() + 120_000_000_000L; leader < 0 && System.nanoTime() < deadline; Thread.sleep(100)) {
            for (int id = 0; id < MEMBERS; id++) {
                leader = services[id].role == Cluster.Role.LEADER ? id : leader;
            }
        }
        Thread.sleep(3_000);
        for (int id = 0; id < MEMBERS; id++) {
            show("elected", id);
        }
        Runtime.getRuntime().halt(0);
    }
}
JAVA
java=java
javac=javac
if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
    javac=$JAVA_HOME/bin/javac
fi
"$javac" -cp "lib/*" IngressPort.java
"$java" --add-opens java.base/jdk.internal.misc=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED -cp "lib/*:." IngressPort 2>/dev/null | tee seen

diff - seen <<'SEEN'
alone: member 0 ingress free
alone: member 0 consensus in use
alone: member 0 archive in use
elected: member 0 ingress in use
elected: member 0 consensus in use
elected: member 0 archive in use
elected: member 1 ingress in use
elected: member 1 consensus in use
elected: member 1 archive in use
elected: member 2 ingress in use
elected: member 2 consensus in use
elected: member 2 archive in use
SEEN
echo "as described: Aeron Cluster 1.51.0"

package aether.bench.cluster;

import aether.cluster.ClusterContext;
import aether.cluster.EngineSettings;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.Archive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The same three members without anything of ours: a service that sends back what it gets, and a client of the leader over shared memory. */
final class BareEcho implements Contender, EgressListener {
    private static final String IPC = "aeron:ipc";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<ConsensusModule> modules = new ArrayList<>();
    private final List<String> drivers = new ArrayList<>();
    private AeronCluster client;
    private Out heard = stamp -> {};

    BareEcho(final List<ClusterContext> contexts) {
        for (final ClusterContext context : contexts) {
            final Path directory = context.directory();
            final EngineSettings engine = new EngineSettings(context, directory, cause -> {}, () -> {});
            final MediaDriver.Context driver = engine.driver();
            drivers.add(driver.aeronDirectoryName());
            opened.add(MediaDriver.launch(driver));
            opened.add(Archive.launch(engine.archive()));
            final ConsensusModule module = ConsensusModule.launch(engine.module());
            modules.add(module);
            opened.add(module);
            opened.add(ClusteredServiceContainer.launch(engine.container(new Echo())));
        }
    }

    /** Sends back what it gets. */
    private static final class Echo implements ClusteredService {
        private Cluster cluster;

        @Override
        public void onStart(final Cluster value, final Image snapshot) {
            cluster = value;
        }

        @Override
        public void onSessionMessage(
                final ClientSession session,
                final long timestamp,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final Header header) {
            while (session.offer(buffer, offset, length) < 0) {
                cluster.idleStrategy().idle();
            }
        }

        @Override
        public void onSessionOpen(final ClientSession session, final long timestamp) {}

        @Override
        public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason reason) {}

        @Override
        public void onTimerEvent(final long correlationId, final long timestamp) {}

        @Override
        public void onTakeSnapshot(final ExclusivePublication publication) {}

        @Override
        public void onRoleChange(final Cluster.Role role) {}

        @Override
        public void onTerminate(final Cluster value) {}
    }

    @Override
    public boolean prepare() {
        for (int id = 0; client == null && id < modules.size(); id++) {
            if (modules.get(id).context().clusterNodeRoleCounter().get() == Cluster.Role.LEADER.code()) {
                connect(drivers.get(id));
            }
        }
        return client != null;
    }

    private void connect(final String driver) {
        try {
            client = AeronCluster.connect(new AeronCluster.Context()
                    .aeronDirectoryName(driver)
                    .ingressChannel(IPC)
                    .egressChannel(IPC)
                    .egressListener(this)
                    .errorHandler(cause -> {}));
        } catch (final AeronException e) {
            client = null; // The election is not over yet.
        }
    }

    @Override
    public void onMessage(
            final long sessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        heard.onInput(buffer.getLong(offset));
    }

    @Override
    public boolean offer(final UnsafeBuffer input, final int length) {
        return client.offer(input, 0, length) > 0;
    }

    @Override
    public void poll(final Out out) {
        heard = out;
        if (client != null) {
            client.pollEgress();
        }
    }

    @Override
    public void close() {
        CloseHelper.quietClose(client);
        opened.reversed().forEach(CloseHelper::quietClose);
    }
}

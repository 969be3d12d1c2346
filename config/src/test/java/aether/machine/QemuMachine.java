package aether.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PC under QEMU, without any help of this one's processor: an Intel 82574L and a virtio card, each on a port of its own, behind an IOMMU. */
final class QemuMachine implements Machine {
    static final String PROGRAM = "qemu-system-x86_64";

    /** What the guest's first process says of a module that does not load. */
    private static final String NO_MODULE = "guest: no ";

    private static final long MOST_SECONDS = 1_500;
    private static final String[] ADDRESSES = {"0000:01:00.0", "0000:02:00.0"};

    /**
     * What machine.
     *
     * @param kernel more words for the guest's kernel
     * @param iommu QEMU's device, or empty for none
     * @param virtio more options of the virtio card
     * @param hasHost whether the first card also leads to this host, as 10.0.2.2
     */
    record Kind(String kernel, String iommu, String virtio, boolean hasHost) {
        static final Kind PLAIN = new Kind("", "intel-iommu,intremap=on,caching-mode=on", ",iommu_platform=on", false);

        Kind kernel(final String words) {
            return new Kind(words, iommu, virtio, hasHost);
        }

        Kind iommu(final String device) {
            return new Kind(kernel, device, virtio, hasHost);
        }

        Kind virtio(final String options) {
            return new Kind(kernel, iommu, options, hasHost);
        }

        Kind withHost() {
            return new Kind(kernel, iommu, virtio, true);
        }
    }

    private final Path directory;
    private final QemuWire[] wires = new QemuWire[2];
    private final Process process;
    private final SocketChannel control;
    private final BufferedReader replies;

    /** Starts one and waits for its agent; all its files, and what its kernel says, lie in {@code directory}. */
    QemuMachine(final Kind kind, final Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        for (final String old : new String[] {"wire0", "wire1", "control", "qmp", "trace.log", "console.log"}) {
            Files.deleteIfExists(directory.resolve(old));
        }
        final Path image = directory.resolve("image.cpio");
        GuestImage.write(image);
        for (int card = 0; card < wires.length; card++) {
            wires[card] = new QemuWire(directory.resolve("wire" + card));
        }
        final Path line = directory.resolve("control");
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(line))) {
            process = new ProcessBuilder(commandLine(kind, image, line))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("qemu.log").toFile())
                    .start();
            limitLife();
            server.configureBlocking(false);
            SocketChannel accepted = null;
            for (long i = 0; accepted == null && i < 60_000 && process.isAlive(); i++) {
                pause();
                accepted = server.accept();
            }
            if (accepted == null) {
                throw new IOException("QEMU did not start: " + log("qemu.log"));
            }
            control = accepted;
        }
        for (final QemuWire wire : wires) {
            wire.accept();
        }
        replies = new BufferedReader(new InputStreamReader(Channels.newInputStream(control), StandardCharsets.UTF_8));
        hello();
        final String said = log("console.log");
        if (said.contains(NO_MODULE)) {
            close();
            throw new IllegalStateException("the guest's kernel does not load what the tests need: " + said);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(2);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private List<String> commandLine(final Kind kind, final Path image, final Path line) {
        final List<String> options = new ArrayList<>(List.of(
                "-accel tcg,thread=multi",
                "-cpu qemu64",
                "-machine q35,kernel-irqchip=split",
                "-smp 2",
                "-m 1280",
                "-nodefaults",
                "-no-user-config",
                "-display none",
                "-no-reboot"));
        if (!kind.iommu().isEmpty()) {
            // It must come before the devices that it guards.
            options.add("-device " + kind.iommu());
        }
        options.addAll(List.of(
                "-kernel " + GuestImage.base().resolve("vmlinuz"),
                "-initrd " + image,
                "-append console=ttyS0 quiet loglevel=5 panic=-1 no_timer_check tsc=reliable nowatchdog intel_iommu=on hugepages=16 "
                        + "8250.nr_uarts=2 " + kind.kernel(),
                "-device pcie-root-port,id=port0,chassis=1,slot=1,x-speed=2_5,x-width=1",
                "-device pcie-root-port,id=port1,chassis=2,slot=2,x-speed=2_5,x-width=1",
                "-netdev " + wires[0].netdev(kind.hasHost() ? "w0" : "n0")));
        if (kind.hasHost()) {
            options.addAll(List.of(
                    "-netdev hubport,id=h0,hubid=0,netdev=w0",
                    "-netdev user,id=u0",
                    "-netdev hubport,id=h1,hubid=0,netdev=u0",
                    "-netdev hubport,id=n0,hubid=0"));
        }
        options.addAll(List.of(
                "-device e1000e,id=card0,netdev=n0,bus=port0,mac=52:54:00:00:00:01,romfile=",
                "-netdev " + wires[1].netdev("n1"),
                "-device virtio-net-pci,id=card1,netdev=n1,bus=port1,mac=52:54:00:00:00:02,disable-legacy=on,romfile="
                        + kind.virtio(),
                "-serial file:" + directory.resolve("console.log"),
                "-chardev socket,id=control,path=" + line,
                "-serial chardev:control",
                "-qmp unix:" + directory.resolve("qmp") + ",server=on,wait=off",
                "-trace vtd_dmar_fault",
                "-D " + directory.resolve("trace.log")));
        final List<String> words = new ArrayList<>(List.of(PROGRAM));
        options.forEach(option -> words.addAll(List.of(option.split(" ", 2))));
        return words;
    }

    /** Whatever happens here, the machine is switched off after a while, so that nothing is left of a run that was ended. */
    private void limitLife() {
        final Thread limit = new Thread(() -> {
            try {
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (final InterruptedException e) {
                process.destroyForcibly();
            }
        });
        limit.setDaemon(true);
        limit.start();
    }

    /** Waits for the agent, which begins anew when it was killed. */
    void hello() {
        String line = "";
        while (!line.contains("HELLO")) {
            line = reply();
        }
    }

    private String reply() {
        try {
            final String line = replies.readLine();
            if (line == null) {
                throw new IllegalStateException(
                        "the guest is gone; its console: " + log("console.log") + log("qemu.log"));
            }
            return line.strip();
        } catch (final IOException e) {
            throw new UncheckedIOException("the guest is gone; its console: " + log("console.log"), e);
        }
    }

    private String log(final String name) {
        try {
            final String text = Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
            return text.substring(Math.max(0, text.length() - 3_000));
        } catch (final IOException e) {
            return "no " + name;
        }
    }

    /** Says something, and does not wait for an answer. */
    void post(final String line) {
        try {
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                control.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String command(final String line) {
        post(line);
        return reply().replace('~', '\n');
    }

    @Override
    public void inject(final int card, final byte[] frame) {
        wires[card].send(frame);
    }

    @Override
    public byte[] receive(final int card, final long mostMs) {
        return wires[card].receive(mostMs);
    }

    @Override
    public void link(final int card, final boolean isUp) {
        monitor("{\"execute\":\"set_link\",\"arguments\":{\"name\":\"n" + card + "\",\"up\":" + isUp + "}}");
    }

    /** QEMU's own control line: one command. */
    void monitor(final String json) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("qmp")));
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            in.readLine();
            for (final String command : List.of("{\"execute\":\"qmp_capabilities\"}", json)) {
                channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
                in.readLine();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long faults() {
        try {
            return Files.readAllLines(directory.resolve("trace.log"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.contains("vtd_dmar_fault"))
                    .count();
        } catch (final IOException e) {
            return 0;
        }
    }

    @Override
    public String address(final int card) {
        return ADDRESSES[card];
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                post("quit");
            }
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            for (final QemuWire wire : wires) {
                wire.close();
            }
            control.close();
            Files.deleteIfExists(directory.resolve("image.cpio"));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

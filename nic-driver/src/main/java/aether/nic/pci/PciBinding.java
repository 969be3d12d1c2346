package aether.nic.pci;

import aether.nic.TransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives a card to a process of the user, or back to the kernel: what would be written where, what speaks against it, and doing it. Source: the
 * kernel's Documentation/driver-api/vfio.rst.
 */
public final class PciBinding {
    private static final String DRIVERS = "sys/bus/pci/drivers";
    private static final String PROBE = "sys/bus/pci/drivers_probe";

    /** Something to write, and where; the path is below the root. */
    public record Step(String file, String text) {}

    /** Lets some time go by between two looks at the kernel's files. */
    public interface Pause {
        /** Returns after {@code ms} milliseconds, or sooner. */
        void rest(long ms);
    }

    private static final long LOOK_MS = 20;

    private final PciDevice device;
    private final Path root;

    /** About {@code device}; nothing is changed. */
    public PciBinding(final PciDevice device) {
        this.device = device;
        root = device.root();
    }

    /** What to write so that vfio-pci has the card. */
    public List<Step> bind() {
        return device.isGivenToVfio() ? List.of() : steps(PciDevice.VFIO);
    }

    /** What to write so that the kernel's own driver has it again. */
    public List<Step> unbind() {
        return device.isGivenToVfio() ? steps("") : List.of();
    }

    private List<Step> steps(final String driver) {
        final String files = PciDevice.DEVICES + "/" + device.address();
        final List<Step> steps = new ArrayList<>(List.of(new Step(files + "/driver_override", driver)));
        if (device.hasDriver()) {
            steps.add(new Step(files + "/driver/unbind", device.address()));
        }
        steps.add(new Step(PROBE, device.address()));
        return steps;
    }

    /** Why the card must not be taken from the kernel, and what to do about it; empty when nothing speaks against it. */
    public List<String> objections() {
        final List<String> objections = new ArrayList<>();
        if (device.group().isEmpty()) {
            objections.add(
                    "no IOMMU guards it: a wrong address would destroy memory. Switch VT-d or AMD-Vi on in the firmware, and boot "
                            + "with intel_iommu=on or amd_iommu=on");
        } else if (device.isUnguarded()) {
            objections.add(
                    "its IOMMU group is made up (vfio's enable_unsafe_noiommu_mode): no IOMMU guards it; load vfio without that");
        }
        if (!isRemapped()) {
            objections.add(
                    "interrupts are not remapped: a card could forge those of others. Boot with intremap=on, and switch x2APIC or "
                            + "interrupt remapping on in the firmware");
        }
        final String others = device.groupMembers().stream()
                .filter(member -> !member.isBridge() && member.hasDriver() && !member.isGivenToVfio())
                .map(member -> member.address() + " (" + member.driver() + ")")
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            objections.add("its IOMMU group " + device.group() + " is shared with " + others
                    + ": they would have to go along; use another slot");
        }
        for (final String name : device.interfaces()) {
            if (carriesDefaultRoute(name)) {
                objections.add("interface " + name
                        + " carries the machine's default route: it would be cut off; move the route first");
            }
        }
        if (!Files.isDirectory(root.resolve(DRIVERS).resolve(PciDevice.VFIO))) {
            objections.add("the kernel's part of VFIO is not there: 'modprobe vfio-pci'");
        }
        return objections;
    }

    /** Remapped interrupts have names of their own. A machine that has none that a card could send says nothing. */
    private boolean isRemapped() {
        final List<String> lines = lines("proc/interrupts");
        return lines.stream().anyMatch(line -> line.contains("IR-"))
                || lines.stream().noneMatch(line -> line.contains("IO-APIC") || line.contains("PCI-MSI"));
    }

    private boolean carriesDefaultRoute(final String name) {
        return lines("proc/net/route").stream()
                .map(line -> line.split("\\s+"))
                .anyMatch(words -> words.length > 2 && words[0].equals(name) && words[1].equals("00000000"));
    }

    private List<String> lines(final String file) {
        try (Stream<String> lines = Files.lines(root.resolve(file))) {
            return lines.toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    /**
     * Does them, one after the other.
     *
     * @throws TransportException at the first that the kernel refuses
     */
    public void take(final List<Step> steps) {
        for (final Step step : steps) {
            try {
                Files.write(
                        root.resolve(step.file()),
                        (step.text() + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.WRITE);
            } catch (final IOException e) {
                throw new TransportException(
                        "the kernel refuses '" + step.text() + "' in /" + step.file() + ": " + e.getMessage()
                                + "; it needs root",
                        e);
            }
        }
    }

    /**
     * Waits until vfio-pci has the card.
     *
     * @param mostMs how long at most
     * @return how long it took in milliseconds, by the pauses made
     */
    public long awaitBound(final long mostMs, final Pause pause) {
        return await(device::isGivenToVfio, mostMs, pause);
    }

    /**
     * Waits until a driver of the kernel has the card and has made its interface: the kernel is told to look for one, and may take it only after
     * the writing has returned.
     *
     * @param mostMs how long at most; a driver may make no interface at all, so its being there is to be asked afterwards
     * @return how long it took in milliseconds, by the pauses made
     */
    public long awaitUnbound(final long mostMs, final Pause pause) {
        return await(() -> device.isDrivenByKernel() && !device.interfaces().isEmpty(), mostMs, pause);
    }

    private static long await(final BooleanSupplier isDone, final long mostMs, final Pause pause) {
        long waitedMs = 0;
        while (waitedMs < mostMs && !isDone.getAsBoolean()) {
            pause.rest(LOOK_MS);
            waitedMs += LOOK_MS;
        }
        return waitedMs;
    }
}

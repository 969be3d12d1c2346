package aether.host;

import java.util.List;

/** Whether times mean what they say. */
final class ClockChecks {
    private static final List<String> KEEPERS = List.of("ptp4l", "phc2sys", "chronyd", "ntpd", "systemd-timesyn");

    private final HostTree host;

    ClockChecks(final HostTree host) {
        this.host = host;
    }

    List<HostItem> all() {
        return List.of(source(), hardware(), keeper());
    }

    private HostItem source() {
        final String source = host.text("sys/devices/system/clocksource/clocksource0/current_clocksource");
        if ("tsc".equals(source)) {
            return HostItem.pass("clock_source", source);
        }
        return source != null && source.contains("clock")
                ? HostItem.warn(
                        "clock_source",
                        source,
                        "a clock of the hypervisor: as fast as the processor's own, and as true as its host",
                        "none within a virtual machine")
                : HostItem.fail(
                        "clock_source",
                        String.valueOf(source),
                        "reading the clock takes a microsecond instead of twenty nanoseconds",
                        "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource; kernel command line: "
                                + "tsc=reliable");
    }

    private HostItem hardware() {
        final List<String> clocks = host.names("sys/class/ptp");
        return clocks.isEmpty()
                ? HostItem.warn(
                        "hardware_clock",
                        "none",
                        "receive times are the kernel's: they include its delays",
                        "a network card with a PTP clock")
                : HostItem.pass("hardware_clock", String.join(", ", clocks));
    }

    private HostItem keeper() {
        for (final String keeper : KEEPERS) {
            if (host.isRunning(keeper)) {
                return HostItem.pass("clock_keeper", keeper + " is running (its offset is not looked at)");
            }
        }
        return HostItem.fail(
                "clock_keeper",
                "none of " + String.join(", ", KEEPERS) + " is running",
                "logons are refused when the clock is 5 s off, and records of orders must be within 100 µs of UTC",
                "run ptp4l and phc2sys, or chronyd");
    }
}

#!/usr/bin/env bash
# Chronicle Queue 2026.4 (open source): a daily roll at a local time of an exchange.
#
# A journal of a venue should begin a file in the venue's break, 16:30 in Chicago. The builder takes such a roll time and its zone without a
# word; build() then refuses it: any zone but UTC is a feature of the enterprise edition. What is left, a time of UTC, rolls at 16:30 in
# summer and at 15:30 in winter, in the middle of the session.
#
# Seen: the text of the refusal; with the same moment in UTC, an excerpt of 15:45 Chicago time in winter lies in the next day's file. A
# TimeProvider that answers midnight of the trade date gives files by trade date with the open-source edition; that is shown last.
#
# Needs Maven and a JDK 17 or newer. Installs into a temporary folder, runs nothing but the library.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>net.openhft</groupId><artifactId>chronicle-queue</artifactId><version>2026.4</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >/dev/null

cat >RollInAZone.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;

public class RollInAZone {
    static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    static SingleChronicleQueueBuilder daily(SetTimeProvider time) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("."), "queue");
        return SingleChronicleQueueBuilder.binary(directory).rollCycle(LegacyRollCycles.DAILY).timeProvider(time);
    }

    static long millis(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
    }

    public static void main(String[] args) throws Exception {
        try {
            daily(new SetTimeProvider()).rollTime(LocalTime.of(16, 30), CHICAGO).build().close();
            System.out.println("zone: taken");
        } catch (IllegalStateException e) {
            System.out.println("zone: " + e.getMessage());
        }
        SetTimeProvider time = new SetTimeProvider();
        time.currentTimeMillis(millis("2026-10-30T12:00", CHICAGO));
        try (ChronicleQueue queue = daily(time).rollTime(LocalTime.of(21, 30), ZoneOffset.UTC).build();
                ExcerptAppender appender = queue.createAppender()) {
            for (String local : new String[] {"2026-10-30T16:15", "2026-11-02T15:15", "2026-11-02T15:45"}) {
                time.currentTimeMillis(millis(local, CHICAGO));
                appender.writeText(local);
                System.out.println("utc: " + local + " in " + appender.currentFile().getName());
            }
        }
        time = new SetTimeProvider();
        time.currentTimeMillis(millis("2026-10-30T00:00", ZoneOffset.UTC));
        try (ChronicleQueue queue = daily(time).build();
                ExcerptAppender appender = queue.createAppender()) {
            for (String tradeDate : new String[] {"2026-10-30", "2026-11-02", "2026-11-03"}) {
                time.currentTimeMillis(millis(tradeDate + "T00:00", ZoneOffset.UTC));
                appender.writeText(tradeDate);
                System.out.println("trade date: " + tradeDate + " in " + appender.currentFile().getName());
            }
        }
        System.exit(0);
    }
}
JAVA
java=java
javac=javac
if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
    javac=$JAVA_HOME/bin/javac
fi
"$javac" -cp "lib/*" RollInAZone.java
opens=()
for package in java.lang java.lang.reflect java.util; do
    opens+=(--add-opens "java.base/$package=ALL-UNNAMED")
done
"$java" "${opens[@]}" --add-opens java.base/sun.nio.ch=ALL-UNNAMED --add-exports java.base/jdk.internal.ref=ALL-UNNAMED \
    --add-exports java.base/jdk.internal.misc=ALL-UNNAMED -Dchronicle.analytics.disable=true -Dchronicle.announcer.disable=true \
    -cp "lib/*:." RollInAZone 2>/dev/null | tee seen

diff - seen <<'SEEN'
zone: Enterprise features requested but Chronicle Queue Enterprise is not in the class path!
utc: 2026-10-30T16:15 in 20261029.cq4
utc: 2026-11-02T15:15 in 20261101.cq4
utc: 2026-11-02T15:45 in 20261102.cq4
trade date: 2026-10-30 in 20261030.cq4
trade date: 2026-11-02 in 20261102.cq4
trade date: 2026-11-03 in 20261103.cq4
SEEN
echo "as described: Chronicle Queue 2026.4"

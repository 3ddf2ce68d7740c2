package io.conversationcleanup.app;

import io.conversationcleanup.model.SteadyClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Date;

class WallClocks {
    Object taken() {
        return InstantSource.system(); // reported
    }

    Object takenAndRead() {
        return Instant.now(); // reported
    }

    Object takenAsADate() {
        return new Date(); // reported
    }

    long takenAsMillis() {
        return System.currentTimeMillis(); // reported
    }

    Object read(InstantSource clock) {
        return clock.instant(); // reported
    }

    long readAsMillis(Clock clock) {
        return clock.millis(); // reported
    }

    Object readAsADay(Clock clock) {
        return LocalDate.now(clock); // reported
    }

    Object readOfTheSteadyOne(SteadyClock clock) {
        return clock.wall().instant(); // reported
    }

    Object ofAFile(Path file) throws IOException {
        return Files.getLastModifiedTime(file); // reported
    }

    Object ofAFile(BasicFileAttributes file) {
        return file.lastModifiedTime(); // reported
    }

    long ofAFile(File file) {
        return file.lastModified(); // reported
    }

    long monotonic() {
        return System.nanoTime();
    }

    Object steady(SteadyClock clock) {
        return clock.instant();
    }
}

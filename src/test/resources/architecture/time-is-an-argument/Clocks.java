package io.conversationcleanup.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.function.Supplier;

class Clocks {
    Object now() {
        return Instant.now(); // reported
    }

    Supplier<Instant> nowLater() {
        return Instant::now; // reported
    }

    Supplier<Instant> nowInALambda() {
        return () -> Instant.now(); // reported
    }

    Object dayAndTime() {
        return LocalDateTime.now(ZoneId.systemDefault()); // reported
    }

    Object day() {
        return LocalDate.now(); // reported
    }

    Object zoned() {
        return ZonedDateTime.now(); // reported
    }

    long millis() {
        return System.currentTimeMillis(); // reported
    }

    long nanos() {
        return System.nanoTime(); // reported
    }

    Object utc() {
        return Clock.systemUTC(); // reported
    }

    Object here() {
        return Clock.systemDefaultZone(); // reported
    }

    Object there(ZoneId zone) {
        return Clock.system(zone); // reported
    }

    Object seconds(ZoneId zone) {
        return Clock.tickSeconds(zone); // reported
    }

    Object source() {
        return InstantSource.system(); // reported
    }

    Object date() {
        return new Date(); // reported
    }

    Object calendar() {
        return Calendar.getInstance(); // reported
    }

    Object given(InstantSource clock) {
        return clock.instant();
    }

    Object given(Clock clock) {
        return LocalDateTime.now(clock);
    }

    Object given(long millis) {
        return new Date(millis);
    }
}

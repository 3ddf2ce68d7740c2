package io.conversationcleanup.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import io.conversationcleanup.model.SteadyClock;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The doors to the machine: what a test cannot hold still. */
final class MachineAccess {

    private static final String CONSTRUCTOR = "<init>";

    static final Predicate<AccessTarget> CLOCK = of(System.class, "currentTimeMillis", "nanoTime")
            .or(MachineAccess::isNowOfNoClock)
            .or(of(Clock.class, "systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes"))
            .or(of(InstantSource.class, "system"))
            .or(of(Calendar.class, "getInstance"))
            .or(withParameters(of(Date.class, CONSTRUCTOR)));

    /** Where the wall clock is taken from the machine, and where it is read by whoever was handed it. */
    static final Predicate<AccessTarget> WALL_CLOCK = CLOCK.and(
                    of(System.class, "nanoTime").negate())
            .or(of(InstantSource.class, "instant", "millis")
                    .and(of(SteadyClock.class, "instant").negate()))
            .or(MachineAccess::isNowOfAClock)
            .or(of(Files.class, "getLastModifiedTime"))
            .or(of(BasicFileAttributes.class, "lastModifiedTime", "lastAccessTime", "creationTime"))
            .or(of(File.class, "lastModified"));

    static final Predicate<AccessTarget> SLEEP = of(Thread.class, "sleep")
            .or(of(TimeUnit.class, "sleep"))
            .or(of(LockSupport.class, "parkNanos", "parkUntil"));

    static final Predicate<AccessTarget> RANDOMNESS = of(RandomGenerator.class, CONSTRUCTOR, "getDefault", "of")
            .or(of(RandomGenerator.class, "getInstance", "getInstanceStrong"))
            .or(of(RandomGeneratorFactory.class, "create", "getDefault", "of"))
            .or(of(ThreadLocalRandom.class, "current"))
            .or(of(Math.class, "random"))
            .or(of(StrictMath.class, "random"))
            .or(of(UUID.class, "randomUUID"))
            .or(withParameters(of(Collections.class, "shuffle"), List.class));

    static final Predicate<AccessTarget> CONSOLE = of(System.class, "out", "err", "exit")
            .or(of(Runtime.class, "exit", "halt"))
            .or(withParameters(of(Throwable.class, "printStackTrace")));

    private MachineAccess() {}

    /** A member by one of these names, of the owner or of what extends it. */
    private static Predicate<AccessTarget> of(Class<?> owner, String... names) {
        Set<String> searched = Set.of(names);
        return target -> target.getOwner().isAssignableTo(owner) && searched.contains(target.getName());
    }

    private static Predicate<AccessTarget> withParameters(Predicate<AccessTarget> member, Class<?>... types) {
        List<String> wanted = List.of(types).stream().map(Class::getName).toList();
        return member.and(target -> parameters(target).equals(wanted));
    }

    private static boolean isNowOfAClock(AccessTarget target) {
        return target.getName().equals("now")
                && target.getOwner().getPackageName().startsWith("java.time")
                && parameters(target).contains(Clock.class.getName());
    }

    private static boolean isNowOfNoClock(AccessTarget target) {
        return target.getName().equals("now")
                && target.getOwner().getPackageName().startsWith("java.time")
                && !parameters(target).contains(Clock.class.getName());
    }

    private static List<String> parameters(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().stream()
                        .map(type -> type.getName())
                        .toList()
                : List.of();
    }
}

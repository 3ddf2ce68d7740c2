package io.conversationcleanup.app;

import io.conversationcleanup.job.Processes;
import io.conversationcleanup.ledger.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who this process is, and what can be told from here of another. Stateless, hence thread-safe.
 *
 * <p>That no process has a number means something only on the machine, and in the world of process ids, in which the number
 * was given: containers may share a host's name and not its processes. So a machine is known by what its kernel drew at
 * random when it started, and by the name of its process ids' world; where there is no such thing nothing is ever certain.
 */
final class ThisProcess implements Processes {

    /** The machine is not known, so that it equals no other, not even itself. */
    private static final String UNKNOWN_MACHINE = "";

    /** A process's start is counted from that of the machine, which each program rounds for itself. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    /** By which a database server knows this process's sessions. */
    static final String WORD = UUID.randomUUID().toString().substring(0, 13);

    /** This process as the owner of a lease, with a token that nobody has had before. */
    static Owner owner() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(
                UUID.randomUUID().toString(),
                WORD,
                System.getProperty("user.name", "?"),
                host(),
                machine(),
                self.pid(),
                self.info().startInstant().orElse(Instant.EPOCH));
    }

    @Override
    public Life of(Owner owner) {
        if (owner.machine().equals(UNKNOWN_MACHINE) || !owner.machine().equals(machine())) {
            return Life.UNKNOWN;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(owner.pid()).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return Life.GONE;
        }
        // Another process may have been given its number since.
        return process.get()
                        .info()
                        .startInstant()
                        .filter(start ->
                                Duration.between(owner.startedAt(), start).abs().compareTo(ROUNDING) > 0)
                        .isPresent()
                ? Life.GONE
                : Life.EXISTS;
    }

    private static String machine() {
        try {
            Path processIds = Path.of("/proc/self/ns/pid");
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "/"
                    + Files.readSymbolicLink(processIds);
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN_MACHINE;
        }
    }

    private static String host() {
        try {
            Path name = Path.of("/proc/sys/kernel/hostname");
            // Asking for the address too may take seconds where names are not served.
            return Files.isReadable(name)
                    ? Files.readString(name).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        } catch (IOException e) {
            return "?";
        }
    }
}

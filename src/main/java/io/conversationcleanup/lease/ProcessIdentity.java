package io.conversationcleanup.lease;

import io.conversationcleanup.lease.Owner.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Identifies this process and checks whether another exists. Stateless, thread-safe. Process ids are compared only
 * within one boot of a machine and one PID namespace, because containers may share a host's name but not its processes.
 */
public final class ProcessIdentity implements Processes {

    /** Equals no machine, not even itself. */
    private static final String UNKNOWN_MACHINE = "";

    private static final int START_TICKS = 19;

    /** Returns a random word that identifies a process's sessions at a database server. */
    public static String word() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    /** Describes this process as a lease owner with a new token; {@code word} identifies its database sessions. */
    public static Owner owner(String word) {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(
                UUID.randomUUID().toString(),
                word,
                user(),
                host(),
                machine(),
                self.pid(),
                startTicks(self.pid()).orElse(0));
    }

    @Override
    public Life of(Owner owner) {
        if (owner.machine().equals(UNKNOWN_MACHINE) || !owner.machine().equals(machine())) {
            return Life.UNKNOWN;
        }
        OptionalLong ticks = startTicks(owner.pid());
        if (ticks.isPresent()) {
            return ticks.getAsLong() == owner.startTicks() ? Life.EXISTS : Life.GONE;
        }
        // If /proc hides other users' processes, only the user's own are certain to be gone.
        return owner.user().equals(user()) ? Life.GONE : Life.UNKNOWN;
    }

    /** See proc(5), {@code /proc/PID/stat} field 22: clock ticks since boot. Empty if no such process or a zombie. */
    private static OptionalLong startTicks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name, in parentheses, may contain any character.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TICKS]));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static String user() {
        return System.getProperty("user.name", "?");
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
            // Looking up the address as well may take seconds without a name server.
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

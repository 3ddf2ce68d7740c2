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
 * Who this process is, and what can be told from here of another. Stateless, hence thread-safe.
 *
 * <p>That no process has a number means something only on the machine, and in the world of process ids, in which the number
 * was given: containers may share a host's name and not its processes. So a machine is known by what its kernel drew at
 * random when it started, and by the name of its process ids' world; where there is no such thing nothing is ever certain.
 */
public final class ProcessIdentity implements Processes {

    /** The machine is not known, so that it equals no other, not even itself. */
    private static final String UNKNOWN_MACHINE = "";

    /** Counted from the process's state, the first field after its name. */
    private static final int START_TICKS = 19;

    /** A random word, by which a database server knows the sessions of the process that opened a repository with it. */
    public static String word() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    /**
     * This process as the owner of a lease, with a token that nobody has had before.
     *
     * @param word of its sessions at the repository
     */
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
        // Where /proc hides the processes of other users, only the user's own are certain to be gone.
        return owner.user().equals(user()) ? Life.GONE : Life.UNKNOWN;
    }

    /**
     * When a process began, in clock ticks since its machine did: no step of a clock changes that. See proc(5), field 22 of
     * {@code /proc/PID/stat}. Empty if there is no such process, or if it has ended and only its parent has not asked for it.
     */
    private static OptionalLong startTicks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name before it, in parentheses, may hold anything.
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

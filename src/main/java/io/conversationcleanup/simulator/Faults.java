package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults of well-formed calls: random shares, at most 1 together, and scripted ones, of which the first match wins,
 * also over shares. All users exist except the missing ones. Immutable.
 */
public record Faults(List<FaultShare> shares, List<ScriptedFault> scripted, Set<String> missingUsers) {

    public Faults {
        shares = List.copyOf(shares);
        scripted = List.copyOf(scripted);
        missingUsers = Set.copyOf(missingUsers);
        double total = shares.stream().mapToDouble(FaultShare::share).sum();
        // The tolerance allows for 0.7 + 0.2 + 0.1, which is a little above 1 in binary.
        if (total > 1 + 1e-9) {
            throw new IllegalArgumentException("the shares of faults add up to more than 100 %");
        }
    }

    /** A random fault for a share of all calls, above 0 and at most 1. Immutable. */
    public record FaultShare(double share, Reaction reaction) {

        private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%\\s*:(.*)");

        /** Parses a share such as {@code 0.2%:hang}; the message of an exception is for a person. */
        public static FaultShare parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no share of faults: write PERCENT%:REACTION, such as 3%:50004 or 0.2%:hang");
            }
            double percent = Double.parseDouble(matcher.group(1));
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("'" + text + "': the percentage must be above 0 and at most 100");
            }
            return new FaultShare(percent / 100, Reaction.parse(matcher.group(2)));
        }
    }

    /** A fault for the first calls of a user, or of all users; no limit if {@code times} is empty. Immutable. */
    public record ScriptedFault(Optional<String> user, Reaction reaction, OptionalInt times) {

        private static final Pattern BY_COLONS = Pattern.compile("([^:]+):([^:\\s]+)(?::([^:\\s]+))?");
        private static final Pattern BY_BLANKS = Pattern.compile("(\\S*[^:\\s])\\s+([^:\\s]+)(?:\\s+([^:\\s]+))?");

        /**
         * Parses {@code USER:REACTION} or {@code USER:REACTION:TIMES}; blanks may replace the colons for users with a
         * colon in their name, and {@code *} means all users. The message of an exception is for a person.
         */
        public static ScriptedFault parse(String text) {
            String stripped = text.strip();
            Matcher parts = BY_BLANKS.matcher(stripped);
            if (!parts.matches()) {
                parts = BY_COLONS.matcher(stripped);
            }
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no answer for a user: write USER:REACTION or USER:REACTION:TIMES, such as"
                                + " alice:50004:2, or *:reset for all users");
            }
            Optional<String> user = Optional.of(parts.group(1)).filter(name -> !name.equals("*"));
            Reaction reaction = Reaction.parse(parts.group(2));
            String times = parts.group(3);
            if (times == null) {
                return new ScriptedFault(user, reaction, OptionalInt.empty());
            }
            if (!times.matches("[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException(
                        "'" + text + "': the number of times must be a whole number above 0, not '" + times + "'");
            }
            return new ScriptedFault(user, reaction, OptionalInt.of(Integer.parseInt(times)));
        }
    }

    /** Selects the calls that fail. For one thread, except that any thread may replace the scripted faults. */
    static final class Script {

        private final List<FaultShare> shares;
        private final RandomGenerator random;
        private volatile List<Pending> pending = List.of();

        Script(Faults faults, RandomGenerator random) {
            shares = faults.shares;
            this.random = random;
            replace(faults.scripted);
        }

        void replace(List<ScriptedFault> scripted) {
            pending = scripted.stream().map(Pending::new).toList();
        }

        /** Returns the forced reaction to this user's next call, or empty. */
        Optional<Reaction> next(String user) {
            for (Pending fault : pending) {
                if (fault.happensTo(user)) {
                    return Optional.of(fault.fault.reaction());
                }
            }
            return drawn();
        }

        private Optional<Reaction> drawn() {
            if (shares.isEmpty()) {
                return Optional.empty();
            }
            double draw = random.nextDouble();
            for (FaultShare share : shares) {
                draw -= share.share();
                if (draw < 0) {
                    return Optional.of(share.reaction());
                }
            }
            return Optional.empty();
        }
    }

    private static final class Pending {

        private final ScriptedFault fault;
        private long happened;

        Pending(ScriptedFault fault) {
            this.fault = fault;
        }

        boolean happensTo(String user) {
            if (!fault.user().orElse(user).equals(user)
                    || happened == fault.times().orElse(-1)) {
                return false;
            }
            happened++;
            return true;
        }
    }
}

package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides which calls go wrong. The same calls with the same random seed go wrong again. Asked from one thread; the
 * scripted faults can be replaced from any.
 */
final class FaultScript {

    private final List<FaultShare> shares;
    private final RandomGenerator random;
    private volatile Script script;

    FaultScript(List<ScriptedFault> scripted, List<FaultShare> shares, RandomGenerator random) {
        script = new Script(scripted);
        this.shares = shares;
        this.random = random;
    }

    /** Scripts these faults instead, none of them used up. */
    void replace(List<ScriptedFault> scripted) {
        script = new Script(scripted);
    }

    /** What the next call, which is for this user, is forced to get; empty if it is served. */
    Optional<Reaction> next(String user) {
        return script.next(user).or(this::drawn);
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

    /** Faults and how often each has happened. */
    private static final class Script {

        private final List<ScriptedFault> faults;
        private final int[] used;

        Script(List<ScriptedFault> faults) {
            this.faults = List.copyOf(faults);
            this.used = new int[faults.size()];
        }

        Optional<Reaction> next(String user) {
            for (int i = 0; i < used.length; i++) {
                ScriptedFault fault = faults.get(i);
                boolean concerned = fault.user().map(user::equals).orElse(true);
                if (concerned && fault.times().isEmpty()) {
                    return Optional.of(fault.reaction());
                }
                if (concerned && used[i] < fault.times().getAsInt()) {
                    used[i]++;
                    return Optional.of(fault.reaction());
                }
            }
            return Optional.empty();
        }
    }
}

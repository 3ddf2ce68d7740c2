package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.CallRegister.Effect;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Takes the calls to the providers one by one: checks, then quota, then faults, then the deletion. A faulty call is told
 * so whatever the script says, so that no fault hides a mistake of the caller. Calls that are refused or over the quota
 * use up none of it. Called from one thread, because a provider's order of arrival is one order.
 */
final class CallDesk {

    private static final long SECOND = 1_000_000_000L;
    private static final Code SUCCESS = new Code(0);
    private static final byte[] GARBAGE = "<<<\u0000this is no JSON".getBytes(StandardCharsets.UTF_8);

    private final List<Lane> lanes;
    private final FaultScript faults;
    private final Set<String> missingUsers;
    private final CallRegister register;
    private final InstantSource clock;

    CallDesk(SimulatorSettings settings, CallRegister register, InstantSource clock, RandomGenerator random) {
        TencentGate tencent = new TencentGate(settings.tencent());
        lanes = List.of(new Lane(new TencentDeleteConversation(tencent), settings.callsPerSecond()));
        faults = new FaultScript(settings.scriptedFaults(), settings.faultShares(), random);
        missingUsers = settings.missingUsers();
        this.register = register;
        this.clock = clock;
    }

    /** Takes a call, which has its effect at once, and says what to answer. */
    WireReply take(WireRequest request) {
        Instant now = clock.instant();
        Optional<Lane> lane = lanes.stream()
                .filter(candidate -> candidate.api().serves(request))
                .findFirst();
        if (lane.isEmpty()) {
            // Code 60009: request resource (URL) wrong.
            Code code = new Code(60009);
            register.add(now, WireOperation.UNKNOWN, Asked.NOTHING, code, Effect.NONE);
            return WireReply.json(code, TencentAnswers.body(60009, "there is no such address"));
        }
        if (!request.method().equals("POST")) {
            return refuse(lane.get().api().operation(), new HttpStatus(405), now);
        }
        return take(request, lane.get(), now);
    }

    /** Refuses something that is no HTTP request, or whose query cannot be decoded. */
    WireReply refuseUnreadable() {
        return refuse(WireOperation.UNKNOWN, new HttpStatus(400), clock.instant());
    }

    private WireReply refuse(WireOperation operation, HttpStatus status, Instant now) {
        register.add(now, operation, Asked.NOTHING, status, Effect.NONE);
        return WireReply.gatewayError(status);
    }

    private WireReply take(WireRequest request, Lane lane, Instant now) {
        ProviderApi api = lane.api();
        Reading reading = api.read(request, now);
        if (reading.refusal().isPresent()) {
            return answer(api, now, reading.asked(), reading.refusal().get());
        }
        if (!lane.admits(now)) {
            return answer(
                    api, now, reading.asked(), new Refusal(api.tooManyCallsCode(), "more calls than the quota allows"));
        }
        boolean missing = missingUsers.contains(reading.asked().user());
        Code served = missing ? new Code(api.missingUserCode()) : SUCCESS;
        byte[] servedBody = api.answer(served.code(), "the user does not exist");
        Reaction reaction = faults.next(reading.asked().user()).orElse(served);
        Reaction inEffect = reaction == WireFault.GARBAGE || reaction == WireFault.TRUNCATE ? served : reaction;
        register.add(
                now,
                api.operation(),
                reading.asked(),
                reaction,
                inEffect.equals(SUCCESS) ? Effect.DELETED : Effect.NONE);
        if (reaction instanceof HttpStatus status) {
            return WireReply.gatewayError(status);
        }
        if (reaction instanceof Code code) {
            return WireReply.json(
                    code, code.equals(served) ? servedBody : api.answer(code.code(), "a simulated failure"));
        }
        return WireReply.json(reaction, reaction == WireFault.GARBAGE ? GARBAGE : servedBody);
    }

    private WireReply answer(ProviderApi api, Instant now, Asked asked, Refusal refusal) {
        Code code = new Code(refusal.code());
        register.add(now, api.operation(), asked, code, Effect.NONE);
        return WireReply.json(code, api.answer(refusal.code(), refusal.info()));
    }

    /** One operation with its quota: providers count each operation of an app apart. */
    private record Lane(ProviderApi api, OptionalInt callsPerSecond, SlidingSecond admitted) {

        Lane(ProviderApi api, OptionalInt callsPerSecond) {
            this(api, callsPerSecond, new SlidingSecond());
        }

        boolean admits(Instant now) {
            if (callsPerSecond.isEmpty()) {
                return true;
            }
            long nanos = now.getEpochSecond() * SECOND + now.getNano();
            if (admitted.count(nanos) >= callsPerSecond.getAsInt()) {
                return false;
            }
            admitted.add(nanos);
            return true;
        }
    }
}

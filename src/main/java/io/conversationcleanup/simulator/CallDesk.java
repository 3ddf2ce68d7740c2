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
import java.util.stream.Stream;

/**
 * Takes the calls to the providers one by one: checks, then quota, then faults, then the deletion. A faulty call is told
 * so whatever the script says, so that no fault hides a mistake of the caller. Calls that are refused or over the quota
 * use up none of it. Calls are taken on one thread, because a provider's order of arrival is one order; what is said to
 * be so may be done on any.
 */
final class CallDesk {

    private static final long SECOND = 1_000_000_000L;
    private static final Code SUCCESS = new Code(0);
    private static final byte[] GARBAGE = "<<<\u0000this is no JSON".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};
    /** The faults of calls that were served: only their answer goes wrong. */
    private static final Set<Reaction> FAULTS_OF_ANSWERS =
            Set.of(WireFault.GARBAGE, WireFault.TRUNCATE, WireFault.OVERSIZE);

    private final List<Lane> lanes;
    private final ZegoAnswers zegoAnswers = new ZegoAnswers();
    private final SignatureAge signatureAge;
    private final FaultScript faults;
    private final Set<String> missingUsers;
    private final CallRegister register;
    private final InstantSource clock;
    private volatile boolean silent;

    CallDesk(SimulatorSettings settings, CallRegister register, InstantSource clock, RandomGenerator random) {
        signatureAge = new SignatureAge(settings.signatureLife());
        TencentGate tencent = new TencentGate(settings.tencent(), signatureAge);
        ZegoGate zego = new ZegoGate(settings.zego(), signatureAge);
        lanes = Stream.of(
                        new TencentDeleteConversation(tencent),
                        new TencentDeleteConversationGroup(tencent),
                        new ZegoDeleteConversation(zego, zegoAnswers))
                .map(api -> new Lane(api, settings.callsPerSecond()))
                .toList();
        faults = new FaultScript(settings.scriptedFaults(), settings.faultShares(), random);
        missingUsers = settings.missingUsers();
        this.register = register;
        this.clock = clock;
    }

    /** Scripts these faults instead. From any thread. */
    void script(List<ScriptedFault> scripted) {
        faults.replace(scripted);
    }

    /** From any thread. */
    void refuseSignaturesMadeBefore(Instant moment) {
        signatureAge.refuseMadeBefore(moment);
    }

    /** Answers no call from now on, and serves none. From any thread. */
    void fallSilent() {
        silent = true;
    }

    /** Answers calls again. From any thread. */
    void speak() {
        silent = false;
    }

    /** Takes a call, which has its effect at once, and says what to answer. */
    WireReply take(WireRequest request) {
        Instant now = clock.instant();
        Optional<Lane> lane = lanes.stream()
                .filter(candidate -> candidate.api().serves(request))
                .findFirst();
        if (silent) {
            return ignore(request, lane, now);
        }
        if (lane.isEmpty()) {
            return refuseAddress(request, now);
        }
        ProviderApi api = lane.get().api();
        if (!request.method().equals("POST")) {
            return refuse(api.operation(), new HttpStatus(405), now);
        }
        Reading reading = api.read(request, now);
        if (reading.refusal().isPresent()) {
            return answer(api, now, reading.asked(), reading.refusal().get());
        }
        if (!lane.get().admits(now)) {
            return answer(
                    api, now, reading.asked(), new Refusal(api.tooManyCallsCode(), "more calls than the quota allows"));
        }
        return serve(api, reading.asked(), now);
    }

    /** Refuses something that is no HTTP request, or whose query cannot be decoded. */
    WireReply refuseUnreadable() {
        Instant now = clock.instant();
        return silent
                ? hang(WireOperation.UNKNOWN, Asked.NOTHING, now)
                : refuse(WireOperation.UNKNOWN, new HttpStatus(400), now);
    }

    private WireReply ignore(WireRequest request, Optional<Lane> lane, Instant now) {
        if (lane.isEmpty()) {
            return hang(WireOperation.UNKNOWN, Asked.NOTHING, now);
        }
        ProviderApi api = lane.get().api();
        return hang(api.operation(), api.read(request, now).asked(), now);
    }

    private WireReply hang(WireOperation operation, Asked asked, Instant now) {
        register.add(now, operation, asked, WireFault.HANG, Effect.NONE);
        return WireReply.json(WireFault.HANG, NOTHING);
    }

    private WireReply refuse(WireOperation operation, HttpStatus status, Instant now) {
        register.add(now, operation, Asked.NOTHING, status, Effect.NONE);
        return WireReply.gatewayError(status);
    }

    private WireReply refuseAddress(WireRequest request, Instant now) {
        if (request.path().equals(ZegoDeleteConversation.PATH)) {
            // ZEGO's codes: Action empty, Action unsupported.
            int code = request.parameter(ZegoGate.ACTION).isEmpty() ? 100000006 : 100000007;
            return refuseAddress(code, zegoAnswers.body(code, "there is no such " + ZegoGate.ACTION), now);
        }
        // Tencent's code 60009: request resource (URL) wrong.
        return refuseAddress(60009, TencentAnswers.body(60009, "there is no such address"), now);
    }

    private WireReply refuseAddress(int number, byte[] body, Instant now) {
        Code code = new Code(number);
        register.add(now, WireOperation.UNKNOWN, Asked.NOTHING, code, Effect.NONE);
        return WireReply.json(code, body);
    }

    private WireReply serve(ProviderApi api, Asked asked, Instant now) {
        boolean missing = missingUsers.contains(asked.user());
        Optional<Refusal> refusal = missing
                ? Optional.of(new Refusal(api.missingUserCode(), "the user does not exist"))
                : api.deletedBefore().filter(again -> register.isDeleted(api.operation(), asked));
        Code served = refusal.map(why -> new Code(why.code())).orElse(SUCCESS);
        Reaction reaction = faults.next(asked.user()).orElse(served);
        boolean isServed = reaction.equals(served) || FAULTS_OF_ANSWERS.contains(reaction);
        // Deleting again what is gone counts as asked for again, also when the provider finds it no more.
        boolean deletes = isServed ? !missing : reaction.equals(SUCCESS);
        register.add(now, api.operation(), asked, reaction, deletes ? Effect.DELETED : Effect.NONE);
        if (isServed) {
            byte[] body = api.answer(served.code(), refusal.map(Refusal::info).orElse(""), asked);
            return WireReply.json(reaction, reaction == WireFault.GARBAGE ? GARBAGE : body);
        }
        if (reaction instanceof HttpStatus status) {
            return WireReply.gatewayError(status);
        }
        return WireReply.json(
                reaction,
                reaction instanceof Code code ? api.answer(code.code(), "a simulated failure", asked) : NOTHING);
    }

    private WireReply answer(ProviderApi api, Instant now, Asked asked, Refusal refusal) {
        Code code = new Code(refusal.code());
        register.add(now, api.operation(), asked, code, Effect.NONE);
        return WireReply.json(code, api.answer(refusal.code(), refusal.info(), asked));
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

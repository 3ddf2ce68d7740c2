package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.ProviderApi.Reading;
import io.conversationcleanup.simulator.ProviderApi.Refusal;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import io.conversationcleanup.simulator.Transmission.WireReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Handles calls one by one: checks, quota, faults, deletion, so that no fault hides a caller's mistake. A call that is
 * refused or over the quota uses none of it. {@link #take} runs on one thread, for one order of arrival; other methods
 * are thread-safe.
 */
final class RequestHandler {

    private static final long SECOND = 1_000_000_000L;
    private static final Code SUCCESS = new Code(0);
    private static final byte[] GARBAGE = "<<<\u0000this is no JSON".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};
    /** These faults change only the answer: the call was served. */
    private static final Set<Reaction> SERVED = Set.of(WireFault.GARBAGE, WireFault.TRUNCATE, WireFault.OVERSIZE);

    private final TencentApi tencent;
    private final ZegoDeleteConversation zego;
    private final List<Lane> lanes;
    private final Faults.Script faults;
    private final Set<String> missingUsers;
    private final CallRegister register;
    private final InstantSource clock;
    private volatile boolean silent;

    RequestHandler(SimulatorSettings settings, CallRegister register, InstantSource clock, RandomGenerator random) {
        SimulatedApp app = settings.app();
        long maxSeconds = settings.signatureLife().map(Duration::toSeconds).orElse(Long.MAX_VALUE);
        tencent = new TencentApi.DeleteConversation(app, maxSeconds);
        zego = new ZegoDeleteConversation(app, maxSeconds);
        lanes = Stream.of(tencent, new TencentApi.DeleteConversationGroup(app, maxSeconds), zego)
                .map(api -> new Lane(api, settings.callsPerSecond(), new SlidingSecond()))
                .toList();
        faults = new Faults.Script(settings.faults(), random);
        missingUsers = settings.faults().missingUsers();
        this.register = register;
        this.clock = clock;
    }

    void script(List<ScriptedFault> scripted) {
        faults.replace(scripted);
    }

    void setSilent(boolean silent) {
        this.silent = silent;
    }

    WireReply take(WireRequest request) {
        Instant now = clock.instant();
        Lane lane = laneOf(request);
        if (lane == null) {
            return silent ? hang(Asked.nothing(Operation.UNKNOWN), now) : refuseAddress(request, now);
        }
        ProviderApi api = lane.api();
        if (silent) {
            return hang(api.read(request, now).asked(), now);
        }
        if (!request.method().equals("POST")) {
            return refuse(api.operation, new HttpStatus(405), now);
        }
        Reading reading = api.read(request, now);
        if (reading.refusal().isPresent()) {
            return refuse(api, reading.asked(), reading.refusal().get(), now);
        }
        if (!lane.admits(now)) {
            Refusal tooMany = new Refusal(api.codes.tooManyCalls(), "more calls than the quota allows");
            return refuse(api, reading.asked(), tooMany, now);
        }
        return serve(api, reading.asked(), now);
    }

    /** The request is not HTTP, or its query cannot be decoded. */
    WireReply refuseUnreadable() {
        Instant now = clock.instant();
        return silent
                ? hang(Asked.nothing(Operation.UNKNOWN), now)
                : refuse(Operation.UNKNOWN, new HttpStatus(400), now);
    }

    private @Nullable Lane laneOf(WireRequest request) {
        for (Lane lane : lanes) {
            if (lane.api().serves(request)) {
                return lane;
            }
        }
        return null;
    }

    private WireReply hang(Asked asked, Instant now) {
        register.add(now, asked, WireFault.HANG, false);
        return WireReply.json(WireFault.HANG, NOTHING);
    }

    private WireReply refuse(Operation operation, HttpStatus status, Instant now) {
        register.add(now, Asked.nothing(operation), status, false);
        return WireReply.gatewayError(status);
    }

    private WireReply refuse(ProviderApi api, Asked asked, Refusal refusal, Instant now) {
        Code code = new Code(refusal.code());
        register.add(now, asked, code, false);
        return WireReply.json(code, api.answer(refusal.code(), refusal.info(), asked));
    }

    private WireReply refuseAddress(WireRequest request, Instant now) {
        Asked nothing = Asked.nothing(Operation.UNKNOWN);
        return request.path().equals(ZegoDeleteConversation.PATH)
                ? refuse(zego, nothing, ZegoDeleteConversation.noSuchAction(request), now)
                : refuse(tencent, nothing, TencentApi.NO_SUCH_ADDRESS, now);
    }

    private WireReply serve(ProviderApi api, Asked asked, Instant now) {
        boolean missing = missingUsers.contains(asked.user());
        Optional<Refusal> refusal = missing
                ? ProviderApi.refusal(api.codes.missingUser(), "the user does not exist")
                : api.deletedBefore().filter(again -> register.isDeleted(asked));
        Code served = refusal.map(why -> new Code(why.code())).orElse(SUCCESS);
        Reaction reaction = faults.next(asked.user()).orElse(served);
        boolean isServed = reaction.equals(served) || SERVED.contains(reaction);
        // A repeated deletion counts too, even if the provider no longer finds the conversation.
        register.add(now, asked, reaction, isServed ? !missing : reaction.equals(SUCCESS));
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

    /** Providers count the quota of each operation of an app separately. */
    private record Lane(ProviderApi api, OptionalInt callsPerSecond, SlidingSecond admitted) {

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

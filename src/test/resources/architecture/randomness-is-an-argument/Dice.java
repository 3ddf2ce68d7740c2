package io.conversationcleanup.provider.zego;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class Dice {
    Object random() {
        return new Random(); // reported
    }

    Object seeded() {
        return new Random(7); // reported
    }

    Supplier<Random> later() {
        return Random::new; // reported
    }

    Object splittable() {
        return new SplittableRandom(); // reported
    }

    Object secure() {
        return new SecureRandom(); // reported
    }

    Object strong() throws Exception {
        return SecureRandom.getInstanceStrong(); // reported
    }

    Object local() {
        return ThreadLocalRandom.current(); // reported
    }

    Object generator() {
        return RandomGenerator.getDefault(); // reported
    }

    Object named() {
        return RandomGenerator.of("L64X128MixRandom"); // reported
    }

    Object factory() {
        return RandomGeneratorFactory.getDefault(); // reported
    }

    double fraction() {
        return Math.random(); // reported
    }

    Object uuid() {
        return UUID.randomUUID(); // reported
    }

    void shuffle(List<String> list) {
        Collections.shuffle(list); // reported
    }

    void given(List<String> list, Random random) {
        Collections.shuffle(list, random);
        random.nextInt();
    }
}

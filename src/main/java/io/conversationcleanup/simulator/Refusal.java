package io.conversationcleanup.simulator;

/**
 * Why a provider refuses a call. Immutable.
 *
 * @param code the provider's code
 * @param info what is wrong, for the person who reads the answer
 */
record Refusal(int code, String info) {}

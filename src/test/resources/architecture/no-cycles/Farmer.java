package io.conversationcleanup.dispatch;

class Farmer {
    Object owns() {
        return new io.conversationcleanup.quota.Hen();
    }
}

package io.conversationcleanup.provider.http;

import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

class Poster {
    Object apache() {
        return HttpAsyncClients.createDefault();
    }
}

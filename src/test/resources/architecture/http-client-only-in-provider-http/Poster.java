package io.conversationcleanup.provider.http;

import java.net.http.HttpClient;

class Poster {
    Object jdk() {
        return HttpClient.newHttpClient();
    }
}

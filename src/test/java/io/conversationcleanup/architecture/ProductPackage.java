package io.conversationcleanup.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The packages of the product and what each may know. Arrows point down only, and the compiler sees to it: a constant can
 * name only those above it here. A package that is not in this table is not allowed; its parent does not speak for it.
 */
enum ProductPackage {
    MODEL("model"),
    DEFINITION("definition", MODEL),
    SIMULATOR("simulator", MODEL),
    PROVIDER("provider", MODEL),
    PROVIDER_HTTP("provider.http", MODEL, PROVIDER),
    PROVIDER_TENCENT("provider.tencent", MODEL, PROVIDER, PROVIDER_HTTP),
    PROVIDER_ZEGO("provider.zego", MODEL, PROVIDER, PROVIDER_HTTP),
    REPOSITORY("repository", MODEL),
    LEASE("lease", MODEL),
    LEDGER("ledger", MODEL),
    LEDGER_JDBC("ledger.jdbc", MODEL, LEDGER, LEASE, REPOSITORY),
    INTAKE("intake", MODEL),
    QUOTA("quota", MODEL),
    DISPATCH("dispatch", MODEL, QUOTA, PROVIDER),
    EVIDENCE("evidence", MODEL),
    PLAN("plan", MODEL, INTAKE, DEFINITION),
    RUNS("runs", MODEL, LEDGER, LEASE),
    REPORT("report", MODEL, RUNS, LEDGER, EVIDENCE),
    JOB("job", MODEL, INTAKE, DISPATCH, QUOTA, LEDGER, LEASE, RUNS, REPORT),
    /** Notices and metrics leave by the one HTTP client, with the figures of a summary. */
    TELEMETRY("telemetry", MODEL, RUNS, JOB, DEFINITION, REPORT, PROVIDER_HTTP),
    CLI("cli", MODEL, RUNS, JOB, PLAN, REPORT, DEFINITION, SIMULATOR, EVIDENCE, TELEMETRY),
    /** The composition root sees everything. */
    APP("app") {
        @Override
        boolean mayKnow(ProductPackage other) {
            return true;
        }
    };

    static final String BASE = "io.conversationcleanup";

    private final String packageName;

    /** Made by {@code Set.of}, hence immutable; the check knows only its own library's sets as such. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<ProductPackage> known;

    ProductPackage(String path, ProductPackage... known) {
        this.packageName = BASE + "." + path;
        this.known = Set.of(known);
    }

    boolean mayKnow(ProductPackage other) {
        return other == this || known.contains(other);
    }

    String packageName() {
        return packageName;
    }

    static Optional<ProductPackage> of(JavaClass type) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.packageName.equals(type.getPackageName()))
                .findAny();
    }
}

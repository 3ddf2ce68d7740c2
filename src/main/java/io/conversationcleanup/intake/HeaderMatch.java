package io.conversationcleanup.intake;

import io.conversationcleanup.intake.Header.Column;
import io.conversationcleanup.intake.Header.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Assigns roles to the columns of one header and collects all problems. Not thread-safe. */
final class HeaderMatch {

    private static final List<Role> ROLES = List.of(Role.USER, Role.PEER, Role.TYPE, Role.CLEAR_RAMBLE);

    /** The columns that the failures report adds. */
    private static final List<String> FAILURE_COLUMNS = List.of("_line", "_outcome", "_code", "_message", "_attempts");

    private static final String PSEUDONYMIZED = "this is a failures.csv that was written with --pseudonymize: its users"
            + " and peers are hashes, for which nothing can be deleted. Send its rows again with the rerun command, or"
            + " have the file written with their ids by the report command";

    private final String[] names;
    private final InputLayout layout;
    private final Role[] roles;
    private final List<String> problems = new ArrayList<>();

    HeaderMatch(String[] names, InputLayout layout) {
        this.names = Arrays.stream(names).map(String::strip).toArray(String[]::new);
        this.layout = layout;
        this.roles = new Role[names.length];
        Arrays.fill(roles, Role.OTHER);
        if (isPseudonymized()) {
            problems.add(PSEUDONYMIZED);
            return;
        }
        // Names in the job file first: their columns are then unavailable as aliases of other roles.
        ROLES.stream().filter(layout.explicitColumns()::containsKey).forEach(this::assignNamed);
        ROLES.stream().filter(layout.aliases()::containsKey).forEach(this::assignByAlias);
        for (String name : this.names) {
            name.codePoints().filter(Excerpt::isInvisible).findFirst().ifPresent(c -> problems.add(strayCharacter(c)));
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    Header header() {
        List<Column> columns = ownColumns()
                .mapToObj(index -> new Column(names[index], roles[index], index))
                .toList();
        return new Header(names.length, columns);
    }

    /** All columns of such a file, ids included, begin with _, so that it is not used as an input. */
    private boolean isPseudonymized() {
        return List.of(names).containsAll(FAILURE_COLUMNS)
                && ownColumns().findAny().isEmpty();
    }

    private void assignNamed(Role role) {
        String wanted = layout.explicitColumns().getOrDefault(role, "");
        int[] found = find(index -> names[index].equals(wanted));
        if (found.length == 0) {
            found = find(index -> fold(names[index]).equals(fold(wanted)));
        }
        String claim = "the job file's columns." + role.word() + " names the column " + Excerpt.quoted(wanted);
        if (found.length == 0) {
            problems.add(claim + ", which the header does not have (columns that begin with _ are ignored); it has "
                    + listed(ownColumns().toArray()));
        } else if (found.length > 1) {
            problems.add(claim + ", which the header has " + found.length + " times");
        } else if (roles[found[0]] != Role.OTHER) {
            problems.add(claim + ", which columns." + roles[found[0]].word() + " names too");
        } else {
            roles[found[0]] = role;
        }
    }

    private void assignByAlias(Role role) {
        if (layout.explicitColumns().containsKey(role)) {
            return;
        }
        List<String> aliases = layout.aliases().getOrDefault(role, List.of());
        List<String> folded = aliases.stream().map(HeaderMatch::fold).toList();
        int[] found = find(index -> roles[index] == Role.OTHER && folded.contains(fold(names[index])));
        if (found.length == 1) {
            roles[found[0]] = role;
        } else if (found.length > 1) {
            problems.add("more than one column could be the " + role.word() + ": " + listed(found)
                    + "; name the right one in the job file as input.columns." + role.word());
        } else if (layout.requires(role)) {
            problems.add(missing(role, aliases));
        }
    }

    private String missing(Role role, List<String> aliases) {
        String text = "the header has no " + role.word() + " column (" + String.join(", ", aliases) + "); it has "
                + listed(ownColumns().toArray()) + "; add the column, or name it in the job file as input.columns."
                + role.word();
        if (role == Role.TYPE) {
            text += ", or give the job file a default type";
        }
        boolean otherSeparator = names.length == 1 && (names[0].indexOf(';') >= 0 || names[0].indexOf('\t') >= 0);
        return otherSeparator ? text + ". Columns must be separated by commas" : text;
    }

    private static String strayCharacter(int codePoint) {
        return "the header contains the character " + Excerpt.codePoint(codePoint)
                + (codePoint == 0
                        ? "; the file is probably UTF-16: save it as UTF-8"
                        : ", which cannot be seen: remove it");
    }

    private IntStream ownColumns() {
        return IntStream.range(0, names.length).filter(index -> !names[index].startsWith("_"));
    }

    private int[] find(IntPredicate wanted) {
        return ownColumns().filter(wanted).toArray();
    }

    private String listed(int[] indexes) {
        String list = Arrays.stream(indexes).mapToObj(index -> names[index]).collect(Collectors.joining(", "));
        return list.isEmpty() ? "no columns" : Excerpt.quoted(list);
    }

    private static String fold(String name) {
        return name.codePoints()
                .filter(c -> c != '_' && c != '-' && !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }
}

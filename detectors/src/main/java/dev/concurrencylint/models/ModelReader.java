package dev.concurrencylint.models;

import dev.concurrencylint.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a model file says into models; what it says wrong is noted with its place. */
final class ModelReader {
    private static final List<String> KEYS = List.of(
            "library",
            "locks",
            "permits",
            "stages",
            "hand-offs",
            "monitors",
            "waiting",
            "blocking",
            "contexts",
            "promises",
            "periodic",
            "relocations",
            "schedulers",
            "pure",
            "identity",
            "never-returns",
            "throws");
    private static final List<String> LOCK_KEYS = List.of("type", "reentrant", "thread-owned", "operations");
    private static final List<String> PERMIT_KEYS = List.of("type", "operations");
    private static final List<String> WAIT_KEYS = List.of(
            "type",
            "on",
            "made-by",
            "asked-by",
            "promised-by",
            "own",
            "interrupts",
            "puts-in",
            "takes-out",
            "asks-if-empty",
            "not-for",
            "operations");
    private static final List<String> CONTEXT_KEYS = List.of(
            "name",
            "kind",
            "offer",
            "overrides",
            "arguments",
            "annotated",
            "asked-by",
            "not-with",
            "given-to",
            "parameters",
            "not-by",
            "not-annotated",
            "only-after",
            "not-after",
            "returning",
            "marked",
            "options",
            "own",
            "own-by",
            "own-answers",
            "answers-caller",
            "waits-for-own");
    private static final List<String> SCHEDULER_KEYS =
            List.of("free", "common-pool", "stage", "non-blocking", "event-loop", "ui", "virtual", "as-given");
    private static final List<String> THROW_KEYS = List.of("rare", "keepers", "callbacks", "unchecked");
    private static final String NAME = "[\\p{L}\\p{N}_$]+";
    private static final Pattern TYPE = Pattern.compile(NAME + "(\\." + NAME + ")*");
    private static final String VALUE = "\\[*([BCDFIJSZ]|L[^;.\\[()]+;)";
    private static final String DESCRIPTOR = "\\((" + VALUE + ")*\\)(V|" + VALUE + ")";
    private static final Pattern OPERATION = Pattern.compile(NAME + DESCRIPTOR);
    private static final Pattern METHODS =
            Pattern.compile(NAME + "(\\." + NAME + ")*\\.(\\*|(" + NAME + "|<init>)(" + DESCRIPTOR + ")?)");

    private final Models models;

    ModelReader(Models models) {
        this.models = models;
    }

    void read(YamlNode model) {
        model.entries(KEYS).forEach((key, value) -> {
            switch (key) {
                case "library" -> value.text();
                case "locks" -> value.elements().forEach(this::lock);
                case "permits" -> value.elements().forEach(this::permits);
                case "stages" -> stages(value);
                case "hand-offs" -> handOffs(value);
                case "monitors" -> monitors(value);
                case "waiting" -> value.elements().forEach(this::waiting);
                case "blocking" -> blocking(value);
                case "contexts" -> value.elements().forEach(this::context);
                case "promises" -> promises(value);
                case "periodic" -> periodic(value);
                case "relocations" -> relocations(value);
                case "schedulers" -> schedulers(value);
                case "pure" -> methods(value, models::addPure);
                case "identity" -> methods(value, models::addIdentity);
                case "never-returns" -> methods(value, models::addNeverReturning);
                case "throws" -> exceptions(value);
                default -> {
                    // a mistake that is noted
                }
            }
        });
    }

    private void lock(YamlNode lock) {
        var entries = lock.entries(LOCK_KEYS);
        boolean again = flag(entries.get("reentrant")).orElse(false);
        Optional<Boolean> owned = flag(entries.get("thread-owned"));
        Optional<String> type = typeOf(lock, entries.get("type"), "a lock");
        type.ifPresent(name -> models.addLock(name, again, owned));
        operations(type, entries.get("operations"));
    }

    private void permits(YamlNode permits) {
        var entries = permits.entries(PERMIT_KEYS);
        Optional<String> type = typeOf(permits, entries.get("type"), "a holder of permits");
        type.ifPresent(models::addPermits);
        operations(type, entries.get("operations"));
    }

    private static Optional<Boolean> flag(@Nullable YamlNode flag) {
        return flag == null ? Optional.empty() : flag.flag();
    }

    private static Optional<String> typeOf(YamlNode entry, @Nullable YamlNode type, String what) {
        if (type == null) {
            entry.wrong(what + " has a key type");
            return Optional.empty();
        }
        return type(type);
    }

    private void operations(Optional<String> type, @Nullable YamlNode operations) {
        operations(type, operations, LockOperation.class, models::addOperation);
    }

    /** Takes an operation of a type. */
    private interface Operations<O> {
        void add(String type, String signature, O operation);
    }

    private static <O extends Enum<O>> void operations(
            Optional<String> type, @Nullable YamlNode operations, Class<O> words, Operations<O> to) {
        if (operations == null) {
            return;
        }
        operations.entries().forEach((signature, word) -> {
            Optional<O> operation = word.constant(words);
            if (!OPERATION.matcher(signature).matches()) {
                word.wrongKey("an operation is a method's name and JVM descriptor, such as lock()V, not " + signature);
            } else if (type.isPresent() && operation.isPresent()) {
                to.add(type.get(), signature, operation.get());
            }
        });
    }

    private void waiting(YamlNode waiting) {
        var entries = waiting.entries(WAIT_KEYS);
        Optional<String> type = typeOf(waiting, entries.get("type"), "what threads wait on");
        Optional<WaitModel.On> on =
                Optional.ofNullable(entries.get("on")).flatMap(word -> word.constant(WaitModel.On.class));
        type.ifPresent(name -> models.waits().add(name, on));
        operations(type, entries.get("operations"), WaitOperation.class, models.waits()::add);
        traits(entries.get("made-by"), WaitModel.Trait.MAKES_CONDITIONS);
        traits(entries.get("asked-by"), WaitModel.Trait.ASKS_FOR_MONITORS);
        traits(entries.get("own"), WaitModel.Trait.ASKS_FOR_OWN);
        traits(entries.get("interrupts"), WaitModel.Trait.INTERRUPTS);
        traits(entries.get("puts-in"), WaitModel.Trait.PUTS_IN);
        traits(entries.get("takes-out"), WaitModel.Trait.TAKES_OUT);
        traits(entries.get("asks-if-empty"), WaitModel.Trait.ASKS_IF_EMPTY);
        types(entries.get("promised-by"), models.waits()::addPromise);
        types(entries.get("not-for"), models.waits()::addOwnWaits);
    }

    private static void types(@Nullable YamlNode types, Consumer<String> to) {
        if (types != null) {
            types.elements().forEach(element -> type(element).ifPresent(to));
        }
    }

    private void traits(@Nullable YamlNode methods, WaitModel.Trait trait) {
        if (methods != null) {
            methods(methods, pattern -> models.waits().add(trait, pattern));
        }
    }

    private void blocking(YamlNode blocking) {
        blocking.entries(List.of(
                        "always",
                        "perhaps",
                        "never",
                        "answered-by",
                        "completed-by",
                        "joined-by",
                        "timed-by",
                        "not-for-zero",
                        "milliseconds",
                        "done-after",
                        "done-with",
                        "in-monitor"))
                .forEach((key, value) -> {
                    switch (key) {
                        case "always" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Certainty.ALWAYS, pattern));
                        case "perhaps" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Certainty.PERHAPS, pattern));
                        case "never" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Certainty.NEVER, pattern));
                        case "answered-by" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.ANSWERS, pattern));
                        case "timed-by" -> types(value, models.async()::addUnit);
                        case "not-for-zero" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.SKIPS_ZERO, pattern));
                        case "milliseconds" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.TAKES_MILLISECONDS, pattern));
                        case "done-after" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.FOLLOWS, pattern));
                        case "done-with" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.SAME_AS, pattern));
                        case "in-monitor" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.IN_MONITOR, pattern));
                        case "completed-by" ->
                            methods(value, pattern -> models.async().add(AsyncModel.Trait.COMPLETES, pattern));
                        default -> methods(value, pattern -> models.async().add(AsyncModel.Trait.JOINS, pattern));
                    }
                });
    }

    private void context(YamlNode context) {
        var entries = context.entries(CONTEXT_KEYS);
        Optional<String> name = textOf(context, entries.get("name"), "name");
        Optional<String> offer = textOf(context, entries.get("offer"), "offer");
        YamlNode kindNode = entries.get("kind");
        if (kindNode == null) {
            context.wrong("a context needs a kind");
            return;
        }
        Optional<AsyncModel.Kind> kind = kindNode.constant(AsyncModel.Kind.class);
        if (name.isEmpty() || offer.isEmpty() || kind.isEmpty()) {
            return;
        }
        AsyncModel.Context made = new AsyncModel.Context(name.get(), kind.get(), offer.get());
        patterns(entries.get("overrides"), made.overrides());
        patterns(entries.get("arguments"), made.arguments());
        patterns(entries.get("asked-by"), made.askedBy());
        patterns(entries.get("given-to"), made.givenTo());
        types(entries.get("parameters"), made::addParameter);
        types(entries.get("not-annotated"), made::addNotAnnotation);
        patterns(entries.get("not-by"), made.notBy());
        types(entries.get("annotated"), made::addAnnotation);
        types(entries.get("not-with"), made::addNotWith);
        patterns(entries.get("only-after"), made.onlyAfter());
        patterns(entries.get("not-after"), made.notAfter());
        types(entries.get("returning"), made::addResult);
        types(entries.get("marked"), made::addMarker);
        options(entries.get("options"), made);
        types(entries.get("own"), made.own()::addType);
        patterns(entries.get("own-by"), made.own().leads());
        patterns(entries.get("own-answers"), made.own().answers());
        patterns(entries.get("answers-caller"), made.own().answersCaller());
        patterns(entries.get("waits-for-own"), made.own().waits());
        models.async().add(made);
    }

    private static Optional<String> textOf(YamlNode entry, @Nullable YamlNode text, String key) {
        if (text == null) {
            entry.wrong("a context needs: " + key);
            return Optional.empty();
        }
        return text.text();
    }

    private static void patterns(@Nullable YamlNode methods, Patterns to) {
        if (methods != null) {
            methods(methods, to::add);
        }
    }

    private static void options(@Nullable YamlNode options, AsyncModel.Context context) {
        if (options != null) {
            options.entries()
                    .forEach((method, constants) -> keyPattern(method, constants)
                            .ifPresent(pattern -> constants.texts().forEach(text -> context.addOption(pattern, text))));
        }
    }

    private void relocations(YamlNode relocations) {
        relocations.entries(List.of("after", "all")).forEach((key, value) -> {
            AsyncModel.Trait trait = key.equals("after") ? AsyncModel.Trait.RELOCATES : AsyncModel.Trait.RELOCATES_ALL;
            methods(value, pattern -> models.async().add(trait, pattern));
        });
    }

    private void schedulers(YamlNode schedulers) {
        schedulers.entries(SCHEDULER_KEYS).forEach((key, value) -> {
            if (key.equals("free") || key.equals("as-given")) {
                AsyncModel.Trait trait = key.equals("free") ? AsyncModel.Trait.MAKES_FREE : AsyncModel.Trait.AS_GIVEN;
                methods(value, pattern -> models.async().add(trait, pattern));
                return;
            }
            AsyncModel.Kind kind = AsyncModel.Kind.valueOf(
                    key.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
            methods(value, pattern -> models.async().add(kind, pattern));
        });
    }

    private void promises(YamlNode promises) {
        List<String> words = java.util.Arrays.stream(PromiseModel.Trait.values())
                .map(PromiseModel.Trait::word)
                .toList();
        promises.entries(words).forEach((key, value) -> {
            for (PromiseModel.Trait trait : PromiseModel.Trait.values()) {
                if (trait.word().equals(key)) {
                    methods(value, pattern -> models.promises().add(trait, pattern));
                }
            }
        });
    }

    private void periodic(YamlNode periodic) {
        List<String> words = new java.util.ArrayList<>(List.of("failing", "meant", "unlikely"));
        for (PeriodicModel.Trait trait : PeriodicModel.Trait.values()) {
            words.add(trait.word());
        }
        periodic.entries(words).forEach((key, value) -> {
            switch (key) {
                case "failing" -> unchecked(value, models.periodic()::addFailing);
                case "meant" -> types(value, models.periodic()::addMeant);
                case "unlikely" -> types(value, models.periodic()::addUnlikely);
                default -> {
                    for (PeriodicModel.Trait trait : PeriodicModel.Trait.values()) {
                        if (trait.word().equals(key)) {
                            methods(value, pattern -> models.periodic().add(trait, pattern));
                        }
                    }
                }
            }
        });
    }

    private void stages(YamlNode stages) {
        stages.entries(List.of("on-success", "on-failure")).forEach((key, value) -> {
            Completion completion = key.equals("on-success") ? Completion.SUCCESS : Completion.FAILURE;
            methods(value, pattern -> models.addAfter(completion, pattern));
        });
    }

    private void handOffs(YamlNode handOffs) {
        handOffs.entries(List.of("elsewhere", "perhaps-elsewhere", "completed")).forEach((key, value) -> {
            if (key.equals("completed")) {
                methods(value, models::addCompleted);
                return;
            }
            Delivery delivery = key.equals("elsewhere") ? Delivery.ELSEWHERE : Delivery.PERHAPS_ELSEWHERE;
            methods(value, pattern -> models.addDelivery(delivery, pattern));
        });
    }

    private void monitors(YamlNode monitors) {
        List<String> kinds = java.util.Arrays.stream(MonitorModel.Kind.values())
                .map(MonitorModel.Kind::word)
                .toList();
        List<String> words = new java.util.ArrayList<>(kinds);
        for (MonitorModel.Trait trait : MonitorModel.Trait.values()) {
            words.add(trait.word());
        }
        monitors.entries(words).forEach((key, value) -> {
            for (MonitorModel.Kind kind : MonitorModel.Kind.values()) {
                if (kind.word().equals(key)) {
                    value.elements()
                            .forEach(element -> type(element)
                                    .ifPresent(name -> models.monitors().add(kind, name)));
                }
            }
            for (MonitorModel.Trait trait : MonitorModel.Trait.values()) {
                if (trait.word().equals(key)) {
                    methods(value, pattern -> models.monitors().add(trait, pattern));
                }
            }
        });
    }

    private void exceptions(YamlNode exceptions) {
        exceptions.entries(THROW_KEYS).forEach((key, value) -> {
            switch (key) {
                case "rare" -> methods(value, models::addRare);
                case "keepers" -> methods(value, models::addKeeper);
                case "callbacks" -> methods(value, models::addCallback);
                case "unchecked" -> unchecked(value, models::addUnchecked);
                default -> {
                    // a mistake that is noted
                }
            }
        });
    }

    private void unchecked(YamlNode methods, BiConsumer<String, String> sink) {
        methods.entries()
                .forEach((method, type) -> type(type)
                        .ifPresent(name -> keyPattern(method, type).ifPresent(pattern -> sink.accept(pattern, name))));
    }

    private static void methods(YamlNode list, Consumer<String> sink) {
        list.elements()
                .forEach(element ->
                        element.text().flatMap(text -> pattern(text, element)).ifPresent(sink));
    }

    /** An internal name. */
    private static Optional<String> type(YamlNode node) {
        Optional<String> name = node.text();
        if (name.isPresent() && !TYPE.matcher(name.get()).matches()) {
            node.wrong("expected the name of a type, such as java.util.concurrent.locks.Lock or pkg.Outer$Inner, not "
                    + name.get());
            return Optional.empty();
        }
        return name.map(found -> found.replace('.', '/'));
    }

    private static Optional<String> pattern(String text, YamlNode node) {
        return pattern(text, node::wrong);
    }

    private static Optional<String> keyPattern(String text, YamlNode value) {
        return pattern(text, value::wrongKey);
    }

    /** {@code a.b.C.name(desc)} as {@code a/b/C.name(desc)}. */
    private static Optional<String> pattern(String text, Consumer<String> wrong) {
        if (!METHODS.matcher(text).matches()) {
            wrong.accept("expected type.method, type.method(descriptor), type.* or package.*, not " + text);
            return Optional.empty();
        }
        int paren = text.indexOf('(');
        String head = paren < 0 ? text : text.substring(0, paren);
        int dot = head.lastIndexOf('.');
        return Optional.of(head.substring(0, dot).replace('.', '/') + text.substring(dot));
    }
}

package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.models.MonitorModel;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.ArrayList;
import java.util.List;

/** How the program uses monitors, and what can be asked about the objects that it uses as such. */
public final class MonitorUse {
    private final Summaries summaries;
    private final Types types;
    private final Fields fields;
    private final Escapes escapes;
    private final Sharing sharing;
    private final Initialisation initialisation;
    private final Changes changes;
    private final Touches touches;
    private final StaticState staticState;
    private final DroppedGuards droppedGuards;
    private final ClassObjects classObjects;
    private final List<Observation> entries;

    private MonitorUse(Summaries summaries, Models models) {
        this.summaries = summaries;
        this.types = new Types(summaries.program(), models.monitors());
        this.fields = new Fields(summaries);
        this.escapes = new Escapes(summaries, types);
        this.sharing = new Sharing(types, fields);
        this.initialisation = new Initialisation(summaries);
        this.changes = new Changes(summaries, fields, initialisation);
        this.touches = new Touches(summaries.program(), types, fields);
        this.staticState = new StaticState(summaries, touches, fields);
        this.droppedGuards = new DroppedGuards(summaries, touches);
        this.entries = doubtfulEntries();
        this.classObjects = new ClassObjects(summaries, types, entries);
    }

    /** Looks at every method that enters a monitor. */
    public static MonitorUse of(Summaries summaries, Models models) {
        return new MonitorUse(summaries, models);
    }

    private List<Observation> doubtfulEntries() {
        List<Observation> entries = new ArrayList<>();
        for (ClassInfo type : summaries.program().classes().values()) {
            for (MethodInfo method : type.methods()) {
                if (isDoubtful(method)) {
                    summaries.observed(method).stream()
                            .filter(one -> one.instruction() instanceof EnterMonitor)
                            .forEach(entries::add);
                }
            }
        }
        return List.copyOf(entries);
    }

    /** Whether the method enters a monitor that something can be wrong with: not if all are of this, or of fields beyond doubt. */
    private boolean isDoubtful(MethodInfo method) {
        if (method.monitors().others()) {
            return true;
        }
        for (FieldRef field : method.monitors().fields()) {
            if (isDoubtful(program().resolve(field))) {
                return true;
            }
        }
        return false;
    }

    private boolean isDoubtful(FieldRef field) {
        FieldInfo info = fields.info(field);
        String type = Types.className(field.descriptor());
        return info == null
                || !info.isFinal() && fields.isWrittenLater(field)
                || type != null
                        && (types.modelled(MonitorModel.Kind.SYNCHRONISERS, type) != null
                                || types.modelled(MonitorModel.Kind.CONCURRENT, type) != null
                                || types.mayHoldShared(type) && !fields.isMade(field));
    }

    /** The entries of monitors by method and place, but for those beyond doubt; one whose object differs from way to way stands there for each object. */
    public List<Observation> entries() {
        return entries;
    }

    /** The object whose monitor such an entry enters. */
    public static Value object(Observation entry) {
        return entry.operands().get(0);
    }

    /** The class literal of a class, as the flow analysis names it. */
    public static Value classObject(String type) {
        return new Value.Literal(type + ".class");
    }

    /** What a synchronized method locks (JLS §8.4.3.6). */
    public static Value ownMonitor(MethodInfo method) {
        return Observations.ownMonitor(method);
    }

    public Types types() {
        return types;
    }

    public Fields fields() {
        return fields;
    }

    public Sharing sharing() {
        return sharing;
    }

    public Changes changes() {
        return changes;
    }

    public Initialisation initialisation() {
        return initialisation;
    }

    public Touches touches() {
        return touches;
    }

    public StaticState staticState() {
        return staticState;
    }

    public DroppedGuards droppedGuards() {
        return droppedGuards;
    }

    public ClassObjects classObjects() {
        return classObjects;
    }

    public Escapes escapes() {
        return escapes;
    }

    /** What the method does, in the order of its code; nothing where its code can't be read. */
    public List<Observation> observed(MethodInfo method) {
        return summaries.observed(method);
    }

    public Program program() {
        return summaries.program();
    }

    /** Whether the method is one of those of every object that wait on its monitor or wake who waits. */
    public static boolean isWaitOrNotify(MethodRef method) {
        String name = method.name();
        return name.equals("wait") && method.descriptor().matches("\\((J|JI)?\\)V")
                || (name.equals("notify") || name.equals("notifyAll"))
                        && method.descriptor().equals("()V");
    }

    /** Whether the method is an operation on a lock. */
    public boolean isLockOperation(MethodRef method) {
        return summaries.events().of(method) != null;
    }

    /** The summaries of the methods that use locks, by name. */
    public Iterable<Summary> lockUsers() {
        return summaries.all().values();
    }
}

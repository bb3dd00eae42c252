package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.models.WaitOperation;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Moments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The calls of a program by which threads wait for one another and wake one another. */
final class WaitCalls {
    private final Program program;
    private final WaitModel model;
    private final Set<String> signatures = new HashSet<>();
    private final Map<MethodRef, String> types = new HashMap<>();

    WaitCalls(Program program, WaitModel model) {
        this.program = program;
        this.model = model;
        model.types().forEach(type -> signatures.addAll(model.operations(type).keySet()));
    }

    /** The modelled type whose operation the call is, the most special one; null for none. */
    @Nullable
    String type(MethodRef method) {
        String signature = method.name() + method.descriptor();
        if (!signatures.contains(signature)) {
            return null;
        }
        String known = types.get(method);
        if (known == null) {
            known = "";
            for (String type : model.types()) {
                if (model.operation(type, signature) != null
                        && program.isSubtype(method.owner(), type)
                        && (known.isEmpty() || program.isSubtype(type, known))) {
                    known = type;
                }
            }
            types.put(method, known);
        }
        return known.isEmpty() ? null : known;
    }

    /** What the call does to threads that wait; null for nothing. */
    @Nullable
    WaitOperation operation(MethodRef method) {
        String type = type(method);
        return type == null ? null : model.operation(type, method.name() + method.descriptor());
    }

    /** All such calls that are reached, by method and place. */
    List<WaitSite> all(Moments moments) {
        Set<MethodInfo> methods = new TreeSet<>();
        for (String signature : signatures) {
            int descriptor = signature.indexOf('(');
            for (ClassInfo type :
                    program.mentioning(signature.substring(0, descriptor), signature.substring(descriptor))) {
                for (MethodInfo method : type.methods()) {
                    if (method.hasCode() && method.calls().stream().anyMatch(site -> type(site.method()) != null)) {
                        methods.add(method);
                    }
                }
            }
        }
        List<WaitSite> sites = new ArrayList<>();
        for (MethodInfo method : methods) {
            Body body = moments.body(method);
            if (body != null) {
                add(body, moments, sites);
            }
        }
        return sites;
    }

    /** The methods that make references to such methods, sorted. */
    Set<MethodInfo> referring() {
        Set<MethodInfo> methods = new TreeSet<>();
        for (String signature : signatures) {
            int descriptor = signature.indexOf('(');
            for (ClassInfo type :
                    program.mentioning(signature.substring(0, descriptor), signature.substring(descriptor))) {
                for (MethodInfo method : type.methods()) {
                    if (method.hasCode() && method.bodies().stream().anyMatch(body -> type(body) != null)) {
                        methods.add(method);
                    }
                }
            }
        }
        return methods;
    }

    private void add(Body body, Moments moments, List<WaitSite> sites) {
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Call call && call.receiver() != Instruction.NONE) {
                String type = type(call.method());
                WaitOperation operation = operation(call.method());
                if (type != null && operation != null && !moments.at(body, at).isEmpty()) {
                    sites.add(new WaitSite(body, at, operation, model.on(type), moments.at(body, at)));
                }
            }
        }
    }
}

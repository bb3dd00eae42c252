package dev.concurrencylint.summaries;

import dev.concurrencylint.flow.FlowAnalysis.Parameter;
import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.List;

/** Where a method finds its parameters. */
final class Parameters {
    private Parameters() {}

    /** The receiver, if any, and the parameters; longs and doubles take two registers (JVMS §2.6.1). */
    static List<Parameter> of(MethodInfo method) {
        List<Parameter> parameters = new ArrayList<>();
        int next = 0;
        if (!method.isStatic()) {
            parameters.add(new Parameter(next++, "L" + method.ref().owner() + ";"));
        }
        String descriptor = method.ref().descriptor();
        for (int i = 1; descriptor.charAt(i) != ')'; i++) {
            int start = i;
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            if (descriptor.charAt(i) == 'L') {
                i = descriptor.indexOf(';', i);
            }
            String type = descriptor.substring(start, i + 1);
            parameters.add(new Parameter(next, type));
            next += type.equals("J") || type.equals("D") ? 2 : 1;
        }
        return parameters;
    }

    static List<String> types(MethodInfo method) {
        return of(method).stream().map(Parameter::type).toList();
    }
}

package dev.concurrencylint.summaries;

import dev.concurrencylint.program.MethodInfo;
import java.util.ArrayList;
import java.util.List;

/** Where a method finds its parameters. */
final class Parameters {
    private Parameters() {}

    /** The registers of the receiver, if any, and of the parameters; longs and doubles take two (JVMS §2.6.1). */
    static List<Integer> registers(MethodInfo method) {
        List<Integer> registers = new ArrayList<>();
        int next = 0;
        if (!method.isStatic()) {
            registers.add(next++);
        }
        String descriptor = method.ref().descriptor();
        for (int i = 1; descriptor.charAt(i) != ')'; i++) {
            registers.add(next);
            char kind = descriptor.charAt(i);
            next += kind == 'J' || kind == 'D' ? 2 : 1;
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            if (descriptor.charAt(i) == 'L') {
                i = descriptor.indexOf(';', i);
            }
        }
        return registers;
    }
}

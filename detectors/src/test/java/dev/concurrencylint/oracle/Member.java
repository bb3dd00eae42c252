package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a sample that its constructor is given.
 *
 * @param type the internal name of its class
 */
record Member(String type, String name) {
    /** Those that the sample needs. */
    static List<Member> of(Sample sample) {
        List<Member> members = new ArrayList<>();
        members.add(new Member(AsmCompiler.WORK, "work"));
        if (sample.has(Stmt.Through.class)) {
            for (Stmt.Door door : Stmt.Door.values()) {
                members.add(new Member("samples/" + Support.door(sample, door), door.field()));
            }
        }
        if (sample.has(Stmt.Submit.class) || sample.has(Stmt.Post.class)) {
            members.add(new Member("java/util/concurrent/Executor", "executor"));
        }
        return members;
    }

    String descriptor() {
        return "L" + type + ";";
    }

    /** Its class in a text of the package {@code samples}. */
    String typeName() {
        return type.startsWith("samples/") ? type.substring("samples/".length()) : type.replace('/', '.');
    }
}

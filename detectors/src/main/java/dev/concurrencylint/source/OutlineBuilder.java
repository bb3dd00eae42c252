package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithParameters;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import dev.concurrencylint.rules.Range;
import dev.concurrencylint.rules.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the declarations of a file. */
final class OutlineBuilder {
    private static final String CONSTRUCTOR = "<init>";
    private static final String STATIC_INITIALISER = "<clinit>";

    private final String fileName;
    private final List<OutlinedType> types = new ArrayList<>();
    private final List<OutlinedBody> bodies = new ArrayList<>();
    private final TypeNames names = new TypeNames();

    /**
     * A type whose members are walked.
     *
     * @param simple as {@code new} has it; empty if it has none
     * @param superclass its superclass's simple name; empty where none is written
     * @param constants whether its fields are static, whatever they say
     */
    record Surrounding(String name, String simple, String superclass, boolean constants) {}

    /** @param fileName the file's without its ending */
    OutlineBuilder(String fileName) {
        this.fileName = fileName;
    }

    Outline of(CompilationUnit unit) {
        String packageName =
                unit.getPackageDeclaration().map(one -> one.getNameAsString()).orElse("");
        for (Node type : Nodes.children(unit)) {
            if (type instanceof TypeDeclaration<?> declared) {
                String name = hasName(declared) ? declared.getNameAsString() : fileName;
                type(declared, TypeNames.top(packageName, name));
            }
        }
        return new Outline(
                types, bodies, unit.getRange().map(all -> all.end.line).orElse(0));
    }

    /** A class, interface, enum or record inside a body. */
    void local(TypeDeclaration<?> type, String outer) {
        type(type, names.local(outer, type.getNameAsString()));
    }

    /** The body of an anonymous class. */
    void anonymous(ObjectCreationExpr made, String outer) {
        String superclass = made.getType().getNameAsString();
        anonymous(made, Headers.creation(made), made.getAnonymousClassBody().orElseThrow(), outer, superclass);
    }

    private void anonymous(
            Node node, Range head, NodeList<BodyDeclaration<?>> members, String outer, String superclass) {
        String name = names.local(outer, "");
        types.add(new OutlinedType(name, Nodes.range(node), head));
        members(members, new Surrounding(name, "", superclass, false));
    }

    private void type(TypeDeclaration<?> type, String name) {
        types.add(new OutlinedType(name, Nodes.range(type), name(type)));
        boolean isInterface = type.isAnnotationDeclaration()
                || type instanceof ClassOrInterfaceDeclaration declared && declared.isInterface();
        String superclass = type instanceof ClassOrInterfaceDeclaration declared && !isInterface
                ? declared.getExtendedTypes().stream()
                        .findFirst()
                        .map(ClassOrInterfaceType::getNameAsString)
                        .orElse("")
                : "";
        Surrounding surrounding = new Surrounding(name, type.getNameAsString(), superclass, isInterface);
        if (type instanceof EnumDeclaration declared) {
            declared.getEntries().forEach(constant -> constant(constant, surrounding));
        }
        if (!isInterface && type.getMembers().stream().noneMatch(OutlineBuilder::isConstructor)) {
            implicitConstructor(type, surrounding);
        }
        members(type.getMembers(), surrounding);
    }

    /** The parser makes one up for a file that declares no class. */
    private static boolean hasName(TypeDeclaration<?> type) {
        return type.getName().getRange().isPresent();
    }

    private static Range name(TypeDeclaration<?> type) {
        return hasName(type) ? Nodes.range(type.getName()) : Nodes.first(type);
    }

    private static boolean isConstructor(BodyDeclaration<?> member) {
        return member instanceof ConstructorDeclaration || member instanceof CompactConstructorDeclaration;
    }

    private void members(NodeList<BodyDeclaration<?>> members, Surrounding type) {
        for (BodyDeclaration<?> member : members) {
            if (member instanceof TypeDeclaration<?> nested) {
                type(nested, TypeNames.member(type.name(), nested.getNameAsString()));
            } else if (member instanceof MethodDeclaration method) {
                method.getBody().ifPresent(body -> callable(method, method.getNameAsString(), body, type));
            } else if (member instanceof ConstructorDeclaration constructor) {
                callable(constructor, CONSTRUCTOR, constructor.getBody(), type);
            } else if (member instanceof CompactConstructorDeclaration constructor) {
                body(constructor, CONSTRUCTOR, components(constructor), true, constructor.getBody(), type);
            } else if (member instanceof InitializerDeclaration initialiser) {
                String method = initialiser.isStatic() ? STATIC_INITIALISER : CONSTRUCTOR;
                body(initialiser, method, List.of(), false, initialiser.getBody(), type);
            } else if (member instanceof FieldDeclaration field) {
                String method = field.isStatic() || type.constants() ? STATIC_INITIALISER : CONSTRUCTOR;
                body(field, method, List.of(), false, field, type);
            }
        }
    }

    private void callable(CallableDeclaration<?> declared, String method, Node code, Surrounding type) {
        body(declared, method, parameters(declared), true, code, type);
    }

    private void body(
            Node declared, String method, List<String> parameters, boolean isDeclared, Node code, Surrounding type) {
        // Types inside come behind the body in the list, but are numbered on the way.
        int index = bodies.size();
        BodyWalk walk = new BodyWalk(this, type, method);
        walk.header(declared instanceof FieldDeclaration ? Nodes.range(declared) : Nodes.before(declared, code));
        walk.visit(code);
        bodies.add(
                index,
                new OutlinedBody(type.name(), method, parameters, isDeclared, Nodes.range(declared), walk.elements()));
    }

    /** The constructor that nobody wrote. Compilers say that it is where the class's name is. */
    private void implicitConstructor(TypeDeclaration<?> type, Surrounding surrounding) {
        Range name = name(type);
        bodies.add(new OutlinedBody(
                surrounding.name(),
                CONSTRUCTOR,
                type instanceof RecordDeclaration declared ? parameters(declared) : List.of(),
                false,
                Nodes.range(type, name),
                List.of(new Element(Spot.Kind.OTHER, "", name, name))));
    }

    private void constant(EnumConstantDeclaration constant, Surrounding type) {
        int index = bodies.size();
        BodyWalk walk = new BodyWalk(this, type, STATIC_INITIALISER);
        constant.getArguments().forEach(walk::visit);
        boolean isPlain = constant.getClassBody().isEmpty();
        Range name = Nodes.range(constant.getName());
        Range all = Nodes.range(constant);
        walk.add(new Element(Spot.Kind.NEW, isPlain ? type.simple() : "", name, all));
        walk.add(new Element(Spot.Kind.WRITE, constant.getNameAsString(), name, all));
        bodies.add(index, new OutlinedBody(type.name(), STATIC_INITIALISER, List.of(), false, all, walk.elements()));
        if (!isPlain) {
            anonymous(constant, name, constant.getClassBody(), type.name(), type.simple());
        }
    }

    private static List<String> parameters(NodeWithParameters<?> callable) {
        return callable.getParameters().stream().map(OutlineBuilder::parameter).toList();
    }

    private static List<String> components(CompactConstructorDeclaration constructor) {
        Optional<Node> type = constructor.getParentNode();
        return type.isPresent() && type.get() instanceof RecordDeclaration declared ? parameters(declared) : List.of();
    }

    private static String parameter(Parameter parameter) {
        return simple(parameter.getType()) + (parameter.isVarArgs() ? "[]" : "");
    }

    private static String simple(Type type) {
        if (type instanceof ArrayType array) {
            return simple(array.getComponentType()) + "[]";
        }
        return type instanceof ClassOrInterfaceType named ? named.getNameAsString() : type.asString();
    }
}

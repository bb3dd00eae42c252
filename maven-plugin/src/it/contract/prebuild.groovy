import java.nio.file.Files
import java.nio.file.Path

// All labelled programs as if this project had compiled them.
Path fixtures = basedir.toPath().resolve('../../../../test-fixtures/target/classes').normalize()
Path classes = basedir.toPath().resolve('target/classes')
Files.walk(fixtures).withCloseable { paths ->
    paths.filter { it.toString().endsWith('.class') }.forEach {
        Path copy = classes.resolve(fixtures.relativize(it).toString())
        Files.createDirectories(copy.parent)
        Files.copy(it, copy)
    }
}

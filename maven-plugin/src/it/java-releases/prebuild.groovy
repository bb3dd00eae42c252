import java.nio.file.Files
import java.nio.file.Path

// The example of the repository without what other builds have left there.
Path example = basedir.toPath().resolve('../../../../examples/ticket-office').normalize()
Path copy = basedir.toPath().resolve('ticket-office')
copy.toFile().deleteDir()
Files.createDirectories(copy)
Files.copy(example.resolve('pom.xml'), copy.resolve('pom.xml'))
Files.walk(example.resolve('src')).withCloseable { paths ->
    paths.forEach { Files.copy(it, copy.resolve(example.relativize(it).toString())) }
}

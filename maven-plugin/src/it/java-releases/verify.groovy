// The other Java runs the same goal on the same classes, and everything that it reports is the same.
File settings = new File(basedir, '../../../src/it/settings.xml').canonicalFile
File log = new File(basedir, 'other.log')
List<String> command = [
    new File(mavenHome, 'bin/mvn').path, '-B', '-o', '-s', settings.path,
    "-Dmaven.repo.local=$localRepositoryPath".toString(), '-f', basedir.path,
    'concurrency-lint:check', '-Dconcurrency-lint.failOn=never', '-Dconcurrency-lint.outputDirectory=target/other',
]
ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log)
builder.environment().put('JAVA_HOME', context.get('other').path)
assert builder.start().waitFor() == 0 : log.text

File target = new File(basedir, 'ticket-office/target')
byte[] here = new File(target, 'concurrency-lint/concurrency-lint.sarif').bytes
byte[] there = new File(target, 'other/concurrency-lint.sarif').bytes
assert new String(here, 'UTF-8').contains('"ruleId": "LOCK_NOT_RELEASED"')
assert Arrays.equals(here, there) : 'the SARIF report'

// The console report stands in the log between two lines of Maven's own.
def report = { File file ->
    file.readLines('UTF-8').dropWhile { !it.startsWith('error[') }.takeWhile { !(it =~ /^\[(INFO|WARNING|ERROR)]/) }
}
assert report(log).any { it.startsWith('error[LOCK_NOT_RELEASED]') }
assert report(new File(basedir, 'build.log')) == report(log) : 'the console report'

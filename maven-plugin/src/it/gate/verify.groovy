String log = new File(basedir, 'build.log').text
assert new File(basedir, 'target/concurrency-lint/concurrency-lint.sarif').isFile() : 'SARIF'

assert log.contains('there are sources but no classes in') : 'nothing compiled'

assert log.contains('concurrency-lint is skipped') : 'skip'
assert log.contains('failOn is one of error, warning, note, never, not fatal') : 'wrong word'
assert log.contains('LOCK_NOT_RELEASED (error)') : 'explain'
assert log.contains('concurrency-lint:explain') : 'help'

String log = new File(basedir, 'build.log').text
String sarif = new File(basedir, 'target/concurrency-lint/concurrency-lint.sarif').text

assert log.contains('there are sources but no classes in') : 'nothing compiled'

// The finding is told in every run that looks, and fails only the run that has a threshold.
assert log.count('error[LOCK_NOT_RELEASED]') == 2 : 'told in two runs'
assert log.count('1 of 1 findings reach the threshold (failOn=error)') == 1 : 'fails one run'
assert sarif.contains('"ruleId": "LOCK_NOT_RELEASED"') : 'told in SARIF'
assert sarif.contains('src/main/java/it/Account.java') : 'the place in SARIF'

assert log.contains('concurrency-lint is skipped') : 'skip'
assert log.contains('failOn is one of error, warning, note, never, not fatal') : 'wrong word'
assert log.contains('LOCK_NOT_RELEASED (error)') : 'explain'
assert log.contains('concurrency-lint:explain') : 'help'
